-- What the desk wrote into its anchor files (docs/decisions/0010-record.md): the file of a day (UTC) by its hash.
create table record_anchor (
    anchored_on varchar(10) not null primary key,
    sha256      varchar(64) not null,
    written_at  timestamp with time zone not null
);
