create table accounts (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
alter table accounts enable row level security;
alter table accounts force row level security;
create policy own_account on accounts to storewright_app using (id = (select tenant())) with check (id = (select tenant()));
create policy all_accounts on accounts for select to storewright_jobs using (true);
create policy new_account on accounts for insert to storewright_jobs with check (true);
grant select, update on accounts to storewright_app;
grant select, insert on accounts to storewright_jobs;

create table members (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  email text not null check (email = lower(email) and length(email) <= 254),
  name text not null default '',
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, email)
);

-- Opaque 256-bit tokens; only their SHA-256 is kept.
create table sessions (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

-- One-time links: made by the CLI or the first start, used once by POST.
create table sign_in_links (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

create table api_keys (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  prefix text not null,
  key_hash bytea not null unique,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['members', 'sessions', 'sign_in_links', 'api_keys'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;

-- A door must learn whose key it was shown before it can act for that tenant: these columns, and no more.
create policy find_by_hash on sessions for select to storewright_jobs using (true);
create policy find_by_hash on sign_in_links for select to storewright_jobs using (true);
create policy find_by_hash on api_keys for select to storewright_jobs using (true);
grant select (tenant_id, id, token_hash) on sessions to storewright_jobs;
grant select (tenant_id, id, token_hash) on sign_in_links to storewright_jobs;
grant select (tenant_id, id, key_hash) on api_keys to storewright_jobs;
