-- What is given to a buyer, step by step: who decided, who approved, who carried it out, and that it arrived.

alter table remedy drop column money_lock;
alter table remedy add column line_key varchar(220) default '' not null;
alter table remedy add column second_person boolean default false not null;
alter table remedy add column approved_by varchar(64);
alter table remedy add column approved_at timestamp with time zone;
alter table remedy add column released_at timestamp with time zone;
alter table remedy add column expected_on date;
alter table remedy add column answer varchar(30);
alter table remedy add column ended_by varchar(64);
alter table remedy add column ended_at timestamp with time zone;
create index remedy_by_case on remedy (case_number);

-- Each line that has its refund or replacement, or is about to: a second one fails on this key, whoever races. An empty
-- line_key stands for all lines of the order.
create table remedy_line (
    order_id  varchar(19)  not null,
    line_key  varchar(220) not null,
    remedy_id varchar(36)  not null references remedy (id) on delete cascade,
    primary key (order_id, line_key)
);

-- Claims at Amazon. While one is open, money and goods of its order move only through it.
create table a_to_z_claim (
    id          varchar(36)  not null primary key,
    case_number varchar(20)  not null,
    order_id    varchar(19)  not null,
    state       varchar(10)  not null,
    reference   varchar(200),
    filed_at    timestamp with time zone not null,
    answer      varchar(20),
    answered_by varchar(64),
    answered_at timestamp with time zone,
    decided_at  timestamp with time zone,
    appeal      varchar(20),
    appealed_by varchar(64),
    appealed_at timestamp with time zone
);
create index a_to_z_claim_by_order on a_to_z_claim (order_id, state);

-- Nothing of a case that is held may be erased.
create table record_hold (
    id          varchar(36)  not null primary key,
    case_number varchar(20)  not null,
    order_id    varchar(19),
    reason      varchar(30)  not null,
    placed_by   varchar(64)  not null,
    placed_at   timestamp with time zone not null,
    reference   varchar(200),
    lifted_by   varchar(64),
    lifted_at   timestamp with time zone
);
create index record_hold_by_case on record_hold (case_number);

-- Why disputes happened, for the reports that prevent the next ones.
create table dispute_cause (
    case_number   varchar(20)  not null primary key,
    kind          varchar(60)  not null,
    marketplace   varchar(2)   not null,
    order_id      varchar(19),
    cause         varchar(20)  not null,
    suggested     boolean      not null,
    tracked       boolean,
    packing_sound boolean,
    label_sound   boolean,
    carrier       varchar(40),
    sku           varchar(200),
    noted_by      varchar(64),
    noted_at      timestamp with time zone not null
);
create index dispute_cause_by_time on dispute_cause (noted_at);

-- Who the buyer is, as a keyed hash: enough to see that it is the same one, not enough to find him.
alter table customer_order add column buyer_key varchar(64);
create index customer_order_by_buyer on customer_order (buyer_key);

-- Whether a message of the buyer has been answered, or was found to need no answer.
alter table case_message add column answered boolean default false not null;
