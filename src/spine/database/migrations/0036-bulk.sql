-- One action done on many things, row by row, in the name of the member who asked.
create table bulk_jobs (
  tenant_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  tool text not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);
create index bulk_jobs_newest on bulk_jobs (tenant_id, created_at desc, id desc);

create table bulk_rows (
  tenant_id uuid not null,
  job_id uuid not null,
  number int not null,
  input jsonb not null,
  tries int not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'asked', 'failed', 'cancelled')),
  says text,
  primary key (tenant_id, job_id, number),
  foreign key (tenant_id, job_id) references bulk_jobs (tenant_id, id) on delete cascade
);
create index bulk_rows_by_state on bulk_rows (tenant_id, job_id, state, number);

do $$
declare name text;
begin
  foreach name in array array['bulk_jobs', 'bulk_rows'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
create trigger told after insert or update on bulk_jobs for each row execute function tell_change('bulk');
