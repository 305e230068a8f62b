-- Fails as long as somebody is not sealed, so that nobody is lost.
alter table order_person alter column sealed set not null;
alter table order_person drop column buyer_name;
alter table order_person drop column recipient_name;
alter table order_person drop column address_1;
alter table order_person drop column address_2;
alter table order_person drop column address_3;
alter table order_person drop column city;
alter table order_person drop column region;
alter table order_person drop column postal_code;
alter table order_person drop column country;

-- What became of the erasure of each case: why it was put off, and when it was done.
create table case_erasure (
    case_number varchar(20)  not null primary key,
    held_by     varchar(200),
    held_at     timestamp with time zone,
    erased_at   timestamp with time zone
);
