-- Jobs that failed eight times, with the last reason; kept until somebody replays or dismisses them.
create table dead_jobs (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  queue text not null,
  lane text,
  data jsonb not null,
  tries int not null,
  reason text not null,
  died_at timestamptz not null default now(),
  replayed_at timestamptz,
  primary key (tenant_id, id)
);
create index dead_jobs_newest on dead_jobs (tenant_id, died_at desc, id desc);
alter table dead_jobs enable row level security;
alter table dead_jobs force row level security;
create policy own_tenant on dead_jobs to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on dead_jobs to storewright_app;
