create table settings (
  tenant_id uuid not null references accounts (id) on delete cascade,
  solution text not null,
  settings jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, solution)
);
alter table settings enable row level security;
alter table settings force row level security;
create policy own_tenant on settings to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on settings to storewright_app;
