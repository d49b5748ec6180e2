-- Outgoing webhooks: whom to tell, with which secrets, what is to be told, and what became of each attempt.
create table hooks (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  url text not null,
  description text not null default '',
  -- None means all of them.
  types text[] not null default '{}',
  is_enabled boolean not null default true,
  -- Why it is off, where it turned itself off.
  says text,
  failing_since timestamptz,
  -- Until then it asked to be left alone.
  quiet_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);

create table hook_secrets (
  tenant_id uuid not null,
  id uuid not null,
  hook_id uuid not null,
  sealed text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, hook_id) references hooks (tenant_id, id) on delete cascade
);
create index hook_secrets_of_hook on hook_secrets (tenant_id, hook_id);

create table hook_messages (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  type text not null,
  -- Text, not JSON: the signature is over these bytes, at every attempt.
  body text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index hook_messages_by_age on hook_messages (tenant_id, created_at);

create table hook_deliveries (
  tenant_id uuid not null,
  id uuid not null,
  hook_id uuid not null,
  message_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  -- Since it was made or replayed, and in all.
  tries int not null default 0,
  attempts int not null default 0,
  due_at timestamptz not null default now(),
  -- In some process's hands until then; afterwards that process is held for dead.
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, hook_id) references hooks (tenant_id, id) on delete cascade,
  foreign key (tenant_id, message_id) references hook_messages (tenant_id, id) on delete cascade
);
create index hook_deliveries_waiting on hook_deliveries (tenant_id, hook_id, due_at) where state = 'waiting';
create index hook_deliveries_leased on hook_deliveries (tenant_id, hook_id, lease_until) where state = 'waiting' and lease_until is not null;
create index hook_deliveries_newest on hook_deliveries (tenant_id, hook_id, created_at, id);
create index hook_deliveries_of_message on hook_deliveries (tenant_id, message_id);

create table hook_attempts (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number int not null,
  at timestamptz not null default clock_timestamp(),
  took_ms int not null,
  status int,
  says text,
  request_head jsonb not null,
  response_head jsonb,
  response_body text,
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references hook_deliveries (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['hooks', 'hook_secrets', 'hook_messages', 'hook_deliveries', 'hook_attempts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;

-- A delivery is its own job, claimed across tenants; nothing of address, secret or message is seen there.
create policy find_enabled on hooks for select to storewright_jobs using (is_enabled);
grant select (tenant_id, id, is_enabled, failing_since, quiet_until) on hooks to storewright_jobs;
create policy find_waiting on hook_deliveries for select to storewright_jobs using (state = 'waiting');
create policy claim on hook_deliveries for update to storewright_jobs using (state = 'waiting') with check (state = 'waiting');
grant select (tenant_id, id, hook_id, state, due_at, lease_until, tries, attempts), update (lease_until, tries, attempts)
  on hook_deliveries to storewright_jobs;
