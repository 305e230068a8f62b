-- "Customer Service by Amazon" has a longer name than the others.
alter table customer_order alter column fulfilment set data type varchar(8);

-- Cases in which another item arrived: what was found out and promised. The guard reads it, because no process can bend it.
create table wrong_item (
    case_number   varchar(20) not null primary key,
    order_id      varchar(19) not null,
    wish          varchar(10),
    state         varchar(20),
    photos        integer     not null,
    checked_by    varchar(64),
    checked_at    timestamp with time zone,
    discarded     boolean     not null,
    discarded_by  varchar(64),
    promised_on   date,
    promised_by   varchar(64),
    missed        integer     not null,
    asked_for     varchar(20),
    asked_since   timestamp with time zone,
    reminders     integer     not null,
    silent        boolean     not null,
    payer         varchar(10),
    support_state varchar(20),
    support_case  varchar(60),
    support_by    varchar(64)
);
create index wrong_item_by_order on wrong_item (order_id);
