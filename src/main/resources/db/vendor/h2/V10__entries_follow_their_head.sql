-- An entry comes in only as the one its head names, so that none is put in past the desk (docs/decisions/0010-record.md).
create trigger record_entry_of_head before insert on record_entry
    for each row call 'org.disputedesk.evidence.OnlyAsHead';
