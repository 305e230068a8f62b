-- The order book: what the desk knows of orders, from imported reports or from staff.

create table customer_order (
    order_id             varchar(19)  not null primary key,
    marketplace          varchar(2)   not null,
    state                varchar(20)  not null,
    payment_state        varchar(20)  not null,
    fulfilment           varchar(3),
    purchased_at         timestamp with time zone,
    paid_at              timestamp with time zone,
    earliest_ship_at     timestamp with time zone,
    latest_ship_at       timestamp with time zone,
    earliest_delivery_at timestamp with time zone,
    latest_delivery_at   timestamp with time zone,
    ship_service_level   varchar(200),
    total                decimal(19, 4),
    currency             varchar(3),
    -- the report type, or STAFF
    source               varchar(80)  not null,
    -- as of when the source tells it; empty when the source does not say
    source_updated_at    timestamp with time zone,
    updated_at           timestamp with time zone not null
);

-- Everything that tells who the buyer is stands here and nowhere else, so that it can be erased alone.
create table order_person (
    order_id       varchar(19) not null primary key references customer_order (order_id) on delete cascade,
    buyer_name     varchar(1000),
    recipient_name varchar(1000),
    address_1      varchar(1000),
    address_2      varchar(1000),
    address_3      varchar(1000),
    city           varchar(1000),
    region         varchar(1000),
    postal_code    varchar(1000),
    country        varchar(1000)
);

create table order_line (
    order_id         varchar(19)  not null references customer_order (order_id) on delete cascade,
    -- the SKU, and which of several lines with this SKU
    line_key         varchar(220) not null,
    sku              varchar(200),
    asin             varchar(200),
    title            varchar(1000),
    quantity         bigint,
    quantity_shipped bigint,
    -- the items alone
    price            decimal(19, 4),
    -- with shipping and gift wrap, less what was granted
    amount           decimal(19, 4),
    currency         varchar(3),
    primary key (order_id, line_key)
);

create table order_parcel (
    order_id             varchar(19)  not null references customer_order (order_id) on delete cascade,
    -- empty text when the parcel has no known number
    tracking_number      varchar(200) not null,
    carrier              varchar(200),
    shipped_at           timestamp with time zone,
    estimated_arrival_at timestamp with time zone,
    primary key (order_id, tracking_number)
);

create index order_parcel_tracking_number on order_parcel (tracking_number);
