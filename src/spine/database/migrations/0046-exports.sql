-- An account's export that somebody asked for: made by a worker, kept for a day in parts, so that any process can hand it out.
create table exports (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  member_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'ready')),
  row_count bigint not null default 0,
  byte_count bigint not null default 0,
  asked_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '1 day',
  primary key (tenant_id, id)
);
create table export_parts (
  tenant_id uuid not null,
  export_id uuid not null,
  number int not null,
  -- Packed already.
  body bytea not null,
  primary key (tenant_id, export_id, number),
  foreign key (tenant_id, export_id) references exports (tenant_id, id) on delete cascade
);
alter table export_parts alter column body set storage external;
do $$
declare name text;
begin
  foreach name in array array['exports', 'export_parts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
create trigger told after insert or update on exports for each row execute function tell_change('export');
