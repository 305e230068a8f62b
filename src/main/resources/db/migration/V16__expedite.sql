-- Wishes for faster shipping that were decided, one row per case, for the report how fairly (002-08).
create table expedite_request (
    case_number varchar(20)  not null primary key,
    marketplace varchar(2)   not null,
    source      varchar(20)  not null,
    accepted    boolean      not null,
    advice      varchar(20)  not null,
    decided_by  varchar(64),
    decided_at  timestamp with time zone not null,
    shipped_at  timestamp with time zone,
    missed      boolean      not null,
    cost        numeric(19, 4),
    currency    varchar(3)
);
create index expedite_request_by_time on expedite_request (decided_at);
