-- What is wrong at this moment, as the last look found it; a row goes when it is over. `told_at` is when people were told.
create table alerts (
  tenant_id uuid not null references accounts (id) on delete cascade,
  kind text not null,
  subject text not null,
  says text not null,
  began_at timestamptz not null,
  seen_at timestamptz not null,
  told_at timestamptz,
  primary key (tenant_id, kind, subject)
);
alter table alerts enable row level security;
alter table alerts force row level security;
create policy own_tenant on alerts to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on alerts to storewright_app;
