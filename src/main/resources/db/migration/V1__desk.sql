-- What the desk knows beside the engine. Same text for H2 and PostgreSQL. Instants are UTC.

create table desk_setting (
    name  varchar(60)  not null primary key,
    setting varchar(400) not null
);

create sequence case_number_seq start with 1 increment by 1 cache 1;

-- The read side of a case: written by listeners in the engine's transaction, never read to decide what a process does.
create table dispute_case (
    case_number         varchar(20)  not null primary key,
    kind                varchar(60)  not null,
    marketplace         varchar(2)   not null,
    order_id            varchar(19),
    state               varchar(10)  not null,
    outcome             varchar(80),
    assignee_group      varchar(60),
    open_task           varchar(200),
    next_due_at         timestamp with time zone,
    priority            bigint       not null,
    buyer_language      varchar(8)   not null,
    process_instance_id varchar(64)  not null,
    -- kind and order while the case is open, null afterwards: one open case of a kind per order, whoever races
    open_key            varchar(120) unique,
    opened_at           timestamp with time zone not null,
    closed_at           timestamp with time zone
);
create index dispute_case_by_due on dispute_case (state, next_due_at);
create index dispute_case_by_group on dispute_case (assignee_group, next_due_at);
create index dispute_case_by_order on dispute_case (order_id);
create index dispute_case_by_kind on dispute_case (kind, state, next_due_at);
create index dispute_case_by_opened on dispute_case (opened_at);

-- The open user tasks of all cases.
create table case_task (
    task_id         varchar(64)  not null primary key,
    case_number     varchar(20)  not null,
    task_key        varchar(120) not null,
    name            varchar(200) not null,
    candidate_group varchar(60),
    assignee        varchar(64),
    due_at          timestamp with time zone,
    created_at      timestamp with time zone not null
);
create index case_task_by_case on case_task (case_number);
create index case_task_by_group on case_task (candidate_group, due_at);

-- Deadlines of a case with what explains them.
create table case_deadline (
    case_number varchar(20)  not null,
    name        varchar(80)  not null,
    due_at      timestamp with time zone not null,
    rule        varchar(200) not null,
    explanation varchar(800) not null,
    source      varchar(400) not null,
    certainty   varchar(8)   not null,
    primary key (case_number, name)
);
create index case_deadline_by_due on case_deadline (due_at);

-- What the buyer wrote and what was sent to him.
create table case_message (
    id          varchar(36)  not null primary key,
    case_number varchar(20)  not null,
    direction   varchar(3)   not null,
    external_id varchar(200),
    letter      varchar(120),
    language    varchar(8)   not null,
    at          timestamp with time zone not null,
    content     text         not null,
    sha256      varchar(64)  not null
);
create index case_message_by_case on case_message (case_number, at);

-- Texts people are working on; see DisputeFacts.TEXTS.
create table case_text (
    case_number varchar(20) not null,
    name        varchar(60) not null,
    content     text        not null,
    primary key (case_number, name)
);

-- The record. head serialises appends to one case.
create table record_head (
    case_number varchar(20) not null primary key,
    sequence    bigint      not null,
    hash        varchar(64) not null
);
create table record_entry (
    case_number   varchar(20)  not null,
    sequence      bigint       not null,
    at            timestamp with time zone not null,
    actor         varchar(80)  not null,
    kind          varchar(40)  not null,
    text          varchar(2000) not null,
    facts         text         not null,
    previous_hash varchar(64)  not null,
    hash          varchar(64)  not null,
    primary key (case_number, sequence)
);

-- What came in from outside, each once.
create table inbox (
    source      varchar(40)  not null,
    external_id varchar(200) not null,
    body_hash   varchar(64)  not null,
    case_number varchar(20)  not null,
    received_at timestamp with time zone not null,
    primary key (source, external_id)
);

-- What is to happen outside, written with the step that wants it.
create table outbox (
    id           varchar(64)  not null primary key,
    case_number  varchar(20)  not null,
    channel      varchar(40)  not null,
    payload      text         not null,
    state        varchar(10)  not null,
    attempts     int          not null,
    not_before   timestamp with time zone not null,
    lease_owner  varchar(64),
    lease_until  timestamp with time zone,
    created_at   timestamp with time zone not null,
    handled_at   timestamp with time zone,
    last_error   varchar(1000)
);
create index outbox_by_state on outbox (state, not_before);
create index outbox_by_case on outbox (case_number);

create table tracking_snapshot (
    id             varchar(36)  not null primary key,
    case_number    varchar(20)  not null,
    order_id       varchar(19),
    tracking_number varchar(60),
    carrier        varchar(40),
    state          varchar(30)  not null,
    raw_text       varchar(2000),
    delivered_at   timestamp with time zone,
    place          varchar(400),
    proof          varchar(30),
    source         varchar(40)  not null,
    fetched_at     timestamp with time zone not null
);
create index tracking_snapshot_by_case on tracking_snapshot (case_number, fetched_at);
create index tracking_snapshot_by_order on tracking_snapshot (order_id, fetched_at);

-- What was done for a buyer. A money remedy holds the order's lock, so that a second one fails whoever races.
create table remedy (
    id           varchar(36)  not null primary key,
    case_number  varchar(20)  not null,
    order_id     varchar(19)  not null,
    type         varchar(30)  not null,
    payer        varchar(20)  not null,
    reference    varchar(200),
    amount       decimal(19, 4),
    currency     varchar(3),
    state        varchar(20)  not null,
    money_lock   varchar(30)  unique,
    decided_by   varchar(64)  not null,
    decided_at   timestamp with time zone not null,
    done_by      varchar(64),
    done_at      timestamp with time zone
);
create index remedy_by_order on remedy (order_id);
