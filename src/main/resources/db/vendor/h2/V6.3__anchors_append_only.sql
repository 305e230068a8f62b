create trigger record_anchor_kept before update, delete on record_anchor
    for each row call 'org.disputedesk.evidence.AppendOnly';
-- see V6.1: what another table refers to is not truncated
alter table record_not_truncated add column anchored_on varchar(10);
alter table record_not_truncated add foreign key (anchored_on) references record_anchor (anchored_on);
