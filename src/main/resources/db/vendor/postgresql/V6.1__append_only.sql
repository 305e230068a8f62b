-- The record is append-only by the database itself (docs/decisions/0010-record.md).
create function record_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The record is append-only: % of % is refused.', tg_op, tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$;

create function record_only_grows() returns trigger language plpgsql as $$
begin
    if new.case_number <> old.case_number or new.sequence <> old.sequence + 1 then
        raise exception 'The record only grows, by one entry at a time: % of % is refused.', tg_op, tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger record_entry_kept before update or delete on record_entry
    for each row execute function record_is_append_only();
create trigger record_entry_not_truncated before truncate on record_entry
    for each statement execute function record_is_append_only();
create trigger record_head_forward before update on record_head
    for each row execute function record_only_grows();
create trigger record_head_kept before delete on record_head
    for each row execute function record_is_append_only();
create trigger record_head_not_truncated before truncate on record_head
    for each statement execute function record_is_append_only();
