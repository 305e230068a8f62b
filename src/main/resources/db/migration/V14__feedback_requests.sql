-- Of which order feedback is asked for, or was. The key lets an order have one request, whoever races, on whatever node.
create table feedback_request (
    order_id    varchar(19) not null primary key,
    case_number varchar(20) not null,
    -- PLANNED, OFFERED to a person who may be asking at this moment, ASKED
    state       varchar(10) not null,
    -- when it may be asked for; empty until the delivery dates of the order are known
    opens_at    timestamp with time zone,
    closes_at   timestamp with time zone,
    planned_at  timestamp with time zone not null,
    offered_at  timestamp with time zone,
    asked_by    varchar(64),
    asked_at    timestamp with time zone
);
create index feedback_request_by_case on feedback_request (case_number);
