-- Personal data are sealed from here on: what was text becomes Base64, longer than it was. Rows that stand here are sealed by
-- the next step (vault/SealOldRows).

alter table case_message rename column sha256 to commitment;
alter table tracking_snapshot alter column place set data type varchar(4000);
alter table tracking_snapshot alter column raw_text set data type varchar(12000);
alter table order_person add column sealed varchar(100000);
