-- That a person said a letter may leave, until it leaves: one letter for each time somebody said so.
create table letter_approval (
    case_number varchar(20) not null primary key,
    approved_by varchar(64) not null,
    approved_at timestamp with time zone not null
);
