-- A message that held more than one problem: which case was opened for which of them. A problem of a message has one case,
-- however often and by whomever it is named. Nothing here tells who the buyer is.
create table case_link (
    -- the case in which the message came in
    case_number varchar(20) not null,
    linked_case varchar(20) not null,
    message_id  varchar(36) not null,
    kind        varchar(60) not null,
    linked_by   varchar(80) not null,
    linked_at   timestamp with time zone not null,
    primary key (message_id, kind)
);
create index case_link_by_case on case_link (case_number);
create index case_link_by_linked_case on case_link (linked_case);

-- The other cases a mail belongs to, beside the one it came into: their conversation is the same.
create table mail_case (
    mail_id     varchar(32) not null references mail (id),
    case_number varchar(20) not null,
    primary key (mail_id, case_number)
);
create index mail_case_by_case on mail_case (case_number);

-- A mail is the same in whichever mailbox it lies.
create index mail_by_key on mail (mail_key);
