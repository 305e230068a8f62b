-- Whose feedback Amazon is asked to remove, or was. An order has one feedback, and Amazon is asked once, whoever races, on
-- whatever node; so a row stays when its case is over.
create table feedback_removal (
    order_id     varchar(19) not null primary key,
    case_number  varchar(20) not null,
    -- OFFERED to a person who may be asking at this moment, REQUESTED, REMOVED, STRUCK_THROUGH, REFUSED
    state        varchar(20) not null,
    -- until when it may be asked for
    closes_at    timestamp with time zone not null,
    offered_at   timestamp with time zone not null,
    reference    varchar(200),
    requested_by varchar(64),
    requested_at timestamp with time zone,
    decided_at   timestamp with time zone,
    told_by      varchar(64)
);
create index feedback_removal_by_case on feedback_removal (case_number);
