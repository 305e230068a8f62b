-- Policy packs that cases began with, and what explains a deadline again in any language. Same text for H2 and PostgreSQL.

create table policy_pack (
    -- name, version and the first digits of the hash
    id            varchar(120) not null primary key,
    pack          varchar(60)  not null,
    version       varchar(40)  not null,
    sha256        varchar(64)  not null,
    content       text         not null,
    first_used_at timestamp with time zone not null
);

-- Laid anew: the key of a deadline is its key in the pack, since its name can change there.
create table case_deadline_new (
    case_number varchar(20)   not null,
    name        varchar(200)  not null,
    due_at      timestamp with time zone not null,
    rule        varchar(120)  not null,
    explanation varchar(4000) not null,
    source      varchar(1000) not null,
    certainty   varchar(8)    not null,
    -- empty in what was computed before this version
    policy_pack varchar(120),
    variant     int,
    anchor      varchar(60),
    anchored_at timestamp with time zone,
    primary key (case_number, rule)
);
insert into case_deadline_new (case_number, name, due_at, rule, explanation, source, certainty)
    select case_number, name, due_at, rule, explanation, source, certainty from case_deadline;
drop table case_deadline;
alter table case_deadline_new rename to case_deadline;
create index case_deadline_by_due on case_deadline (due_at);
