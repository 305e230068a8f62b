-- Every mail that came in, once for each mailbox. What it says lies sealed in the folder mail, with a key of its own; only
-- hashes by which further mails find their case stand here, and they go when the case's personal data are erased.
create table mail (
    id             varchar(32)  not null primary key,
    account        varchar(120) not null,
    -- SHA-256 of the Message-ID, or of the bytes of a mail without one
    mail_key       varchar(64)  not null,
    -- SHA-256 of what it says: two mails with other words may have one Message-ID
    fingerprint    varchar(64)  not null,
    state          varchar(10)  not null,
    kind           varchar(30)  not null,
    -- the case it belongs to; while nobody has placed it, the one in which somebody is asked to
    case_number    varchar(20),
    marketplace    varchar(2),
    order_id       varchar(19),
    thread_hash    varchar(64),
    alias_hash     varchar(64),
    message_hash   varchar(64),
    sent_at        timestamp with time zone,
    seen_at        timestamp with time zone not null,
    problems       varchar(400) not null,
    unique (account, mail_key)
);
create index mail_by_case on mail (case_number);
create index mail_by_thread on mail (thread_hash);
create index mail_by_alias on mail (alias_hash);
create index mail_by_message on mail (message_hash);
create index mail_by_state on mail (state, seen_at);

-- What people decided of a mail and want decided alike: by hashes of sender and subject.
create table mail_rule (
    sender_hash  varchar(64) not null,
    subject_hash varchar(64) not null,
    placement    varchar(20) not null,
    dispute      varchar(60) not null,
    made_by      varchar(80) not null,
    made_at      timestamp with time zone not null,
    -- where it was decided
    case_number  varchar(20) not null,
    primary key (sender_hash, subject_hash)
);

-- How far each mailbox has been read. The server's numbers hold as long as its validity does.
create table mailbox (
    account      varchar(120) not null primary key,
    uid_validity bigint       not null,
    last_uid     bigint       not null,
    -- mails before this moment were there before the desk was
    since        timestamp with time zone not null
);
