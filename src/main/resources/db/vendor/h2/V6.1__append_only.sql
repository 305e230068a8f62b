-- The record is append-only by the database itself (docs/decisions/0010-record.md).
create trigger record_entry_kept before update, delete on record_entry
    for each row call 'org.disputedesk.evidence.AppendOnly';
create trigger record_head_forward before update, delete on record_head
    for each row call 'org.disputedesk.evidence.ForwardOnly';

-- H2 fires no trigger at TRUNCATE, but refuses it for a table that another one refers to. This one stays empty.
create table record_not_truncated (
    case_number varchar(20) not null,
    sequence    bigint      not null,
    foreign key (case_number, sequence) references record_entry (case_number, sequence),
    foreign key (case_number) references record_head (case_number)
);
