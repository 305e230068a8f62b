-- What staff know of a buyer who takes no messages: the newest word on each order, or on a case that is about none. Why it was said
-- stands sealed in the case; everything that was ever said stands in its record.
create table buyer_opt_out (
    -- an order id, or a case number
    subject     varchar(20) not null primary key,
    case_number varchar(20) not null,
    opted_out   boolean not null,
    said_by     varchar(80) not null,
    said_at     timestamp with time zone not null
);
