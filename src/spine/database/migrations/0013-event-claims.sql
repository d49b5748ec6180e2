-- An event is its own job: taking it in is one statement, and workers claim it here. A later `due_at` is a lease or a back-off.
alter table events add column due_at timestamptz not null default now();

-- A reference to one connection, checked for each event, locks that one row for every delivery of a shop. The connection was read
-- at the door; its removal takes the events along (connections/list.ts).
alter table events drop constraint events_tenant_id_connection_id_fkey;

-- Ids are ordered by time, so the primary key serves the lists.
drop index events_newest;
drop index events_unfinished;
create index events_due on events (tenant_id, due_at) where state = 'new';
create index events_parked on events (tenant_id, id) where state = 'parked';

create policy claim on events for update to storewright_jobs using (state = 'new') with check (state = 'new');
grant select (state, due_at, attempts), update (due_at, attempts) on events to storewright_jobs;
