-- An entry comes in only as the one its head names, so that none is put in past the desk (docs/decisions/0010-record.md).
create function record_entry_is_its_head() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from record_head h
                   where h.case_number = new.case_number and h.sequence = new.sequence and h.hash = new.hash) then
        raise exception 'An entry is written by the desk alone, after its head: % of % is refused.', tg_op, tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger record_entry_of_head before insert on record_entry
    for each row execute function record_entry_is_its_head();
