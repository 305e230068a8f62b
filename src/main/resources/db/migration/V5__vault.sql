-- One key per case or order, sealed by the master key, which is not in the database. A dropped key stays as a row, so that
-- nobody makes a new one for what was erased.
create table vault_key (
    subject    varchar(60)  not null primary key,
    sealed_key varchar(200),
    made_at    timestamp with time zone not null,
    erased_at  timestamp with time zone
);
