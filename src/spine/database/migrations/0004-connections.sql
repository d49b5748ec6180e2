-- One data key per tenant, wrapped by the key that never enters the database.
create table data_keys (
  tenant_id uuid primary key references accounts (id) on delete cascade,
  kek_id text not null,
  wrapped text not null,
  created_at timestamptz not null default now(),
  rewrapped_at timestamptz
);

create table connections (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  connector text not null,
  external_id text not null,
  title text not null,
  origin text,
  -- The unguessable part of this connection's webhook address.
  door text not null unique,
  sealed text not null,
  scopes text[] not null default '{}',
  status text not null default 'active' check (status in ('active', 'paused', 'revoked')),
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  health text not null default 'unknown' check (health in ('unknown', 'good', 'poor', 'bad')),
  health_says text not null default '',
  last_event_at timestamptz,
  scanned_until timestamptz,
  upkept_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, connector, external_id)
);

create table connection_history (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  connection_id uuid not null,
  at timestamptz not null default now(),
  kind text not null,
  says text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index connection_history_newest on connection_history (tenant_id, connection_id, at desc);

do $$
declare name text;
begin
  foreach name in array array['data_keys', 'connections', 'connection_history'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
create policy open_door on connections for select to storewright_jobs using (true);
grant select (tenant_id, id, connector, external_id, door, status) on connections to storewright_jobs;

-- The allowance of each connection, shared by all processes. Unlogged: after a crash a full bucket is the worst that can be.
create unlogged table paces (
  tenant_id uuid not null,
  connection_id uuid not null,
  level float8 not null,
  capacity float8 not null,
  per_second float8 not null,
  at timestamptz not null,
  primary key (tenant_id, connection_id)
);
alter table paces enable row level security;
alter table paces force row level security;
create policy own_tenant on paces to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on paces to storewright_app;
