-- When somebody last looked into Seller Central, for what reaches the desk by no other way.

create table seller_central_look (
    marketplace varchar(2)   not null,
    looked_at   timestamp with time zone not null,
    looked_by   varchar(255) not null,
    primary key (marketplace, looked_at)
);

-- whether anything was sold there lately is asked for each marketplace
create index customer_order_by_marketplace on customer_order (marketplace, purchased_at);
