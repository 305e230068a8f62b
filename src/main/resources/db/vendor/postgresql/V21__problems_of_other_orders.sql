-- A message may hold a problem of another order of its buyer. Empty: the problem is about the order of the case it came into.
alter table case_link add column order_id varchar(19) default '' not null;
alter table case_link drop constraint case_link_pkey;
alter table case_link add primary key (message_id, kind, order_id);
