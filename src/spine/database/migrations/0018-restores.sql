-- While a backup is taken, there is a row without found_at; a database that has one although none is taken came out of a backup.
-- So it is known whatever restored it, and in the same moment in which it is there.
create table restores (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  taken_at timestamptz not null default clock_timestamp(),
  found_at timestamptz,
  primary key (tenant_id, id)
);
alter table restores enable row level security;
alter table restores force row level security;
create policy own_tenant on restores to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
create policy find_new on restores for select to storewright_jobs using (found_at is null);
grant select, insert, update, delete on restores to storewright_app;
grant select (tenant_id, id, found_at) on restores to storewright_jobs;

-- Since when it may have been done unknown to this database, until it was looked up; and when that was found out.
alter table intents add column doubted_since timestamptz, add column doubted_at timestamptz;
