-- Cancellations that were asked for at Amazon. A refund in such a case waits for the approval, or for the goods.
create table cancellation (
    id          varchar(36)  not null primary key,
    case_number varchar(20)  not null,
    order_id    varchar(19)  not null,
    state       varchar(20)  not null,
    parcel_step varchar(20),
    reference   varchar(200),
    filed_by    varchar(64)  not null,
    filed_at    timestamp with time zone not null,
    decided_at  timestamp with time zone,
    told_by     varchar(64)
);
create index cancellation_by_case on cancellation (case_number);
create index cancellation_by_order on cancellation (order_id, state);

-- Goods that come back, apart from refund and claim: awaited, here, checked, and restocked or written off.
create table goods_return (
    id              varchar(36)  not null primary key,
    case_number     varchar(20)  not null,
    order_id        varchar(19)  not null,
    state           varchar(20)  not null,
    tracking_number varchar(60),
    awaited_since   timestamp with time zone not null,
    received_at     timestamp with time zone,
    received_by     varchar(64),
    item_condition  varchar(20),
    destination     varchar(20),
    photos          integer,
    loss            numeric(18, 3),
    currency        varchar(3),
    ended_by        varchar(64),
    ended_at        timestamp with time zone
);
create index goods_return_by_case on goods_return (case_number);
create index goods_return_by_order on goods_return (order_id, state);

-- What the shop has published, each wording since it was first seen: letters quote it, and it stays readable.
create table published_terms (
    terms      varchar(40) not null,
    language   varchar(2)  not null,
    version    varchar(40) not null,
    content    text        not null,
    first_seen timestamp with time zone not null,
    primary key (terms, language, version)
);
