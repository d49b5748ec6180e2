-- Authorisations under way at a platform: ten minutes each, ended by their first use.
create table grants_begun (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  state_hash bytea not null,
  -- A mark of the browser that began it; no other may end it.
  browser text not null,
  connector text not null,
  account text not null,
  -- The connection that is authorised again; absent for a new one.
  connection_id uuid,
  redirect_uri text not null,
  sealed text not null,
  expires_at timestamptz not null default now() + interval '10 minutes',
  primary key (tenant_id, id),
  unique (tenant_id, state_hash),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
alter table grants_begun enable row level security;
alter table grants_begun force row level security;
create policy own_tenant on grants_begun to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on grants_begun to storewright_app;
