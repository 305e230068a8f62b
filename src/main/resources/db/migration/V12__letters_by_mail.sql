-- From this moment on nobody can tell by machine whether the command was carried out: the last attempt handed it over.
alter table outbox add column handed_over_at timestamp with time zone;
