create trigger record_anchor_kept before update or delete on record_anchor
    for each row execute function record_is_append_only();
create trigger record_anchor_not_truncated before truncate on record_anchor
    for each statement execute function record_is_append_only();
