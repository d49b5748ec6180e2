-- What customers may ask of a shop, and the platform passes on: what is known of me, and: forget me. Due within 30 days.
create table privacy_requests (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('data_request', 'customer_erasure', 'shop_erasure')),
  -- A shop's connection may be gone before its erasure is done.
  connection_id uuid not null,
  shop text not null,
  event_id uuid not null,
  -- Who it is about; erased with the rest when an erasure is done.
  subject jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'done')),
  asked_at timestamptz not null default now(),
  due_at timestamptz not null default now() + interval '30 days',
  done_at timestamptz,
  report jsonb,
  primary key (tenant_id, id),
  unique (tenant_id, event_id)
);
alter table privacy_requests enable row level security;
alter table privacy_requests force row level security;
create policy own_tenant on privacy_requests to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on privacy_requests to storewright_app;
