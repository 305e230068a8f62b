-- What an order has cost whom: the parts of refunds, who paid a granted claim, and what came back.

-- what the refund was decided to be, when that is less than was paid, and why; empty means all that was paid
alter table remedy add column decided_amount decimal(19, 4);
alter table remedy add column decided_currency varchar(3);
alter table remedy add column deduction varchar(30);
-- what had been paid for its line, or the order, when it was decided: what was kept back of it the buyer bears
alter table remedy add column paid_amount decimal(19, 4);
-- Amazon does not reimburse what the seller gives himself under such a label (P13)
alter table remedy add column protected_label boolean default false not null;
-- money goes back the way it came, and no other (001-08)
alter table remedy add column method varchar(20) default 'ORIGINAL' not null;
alter table remedy add constraint remedy_method check (method = 'ORIGINAL');

-- SELLER, or AMAZON where it serves the order or the label was protected (P13)
alter table a_to_z_claim add column paid_by varchar(10);

-- Money that came back to the seller. A wrong booking is taken back by a second one, never changed.
create table recovery (
    id          varchar(36)    not null primary key,
    order_id    varchar(19)    not null,
    case_number varchar(20)    not null,
    -- CARRIER, AMAZON or BUYER
    paid_by     varchar(10)    not null,
    -- how it came: CARRIER_ANSWER from the inquiry's task, else what a lead said
    reason      varchar(30)    not null,
    -- below zero when it takes back another booking
    amount      decimal(19, 4) not null,
    currency    varchar(3)     not null,
    reference   varchar(200),
    takes_back  varchar(36) unique references recovery (id),
    booked_by   varchar(64)    not null,
    booked_at   timestamp with time zone not null
);
create index recovery_by_order on recovery (order_id);
create index recovery_by_time on recovery (booked_at);
create index remedy_by_done on remedy (done_at);
