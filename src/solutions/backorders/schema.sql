-- One row per order that was ever looked at: how its case stands, and the last judgement with its words.
create table backorder_cases (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  order_id text not null,
  order_name text not null,
  customer_email text,
  customer_name text,
  order_url text,
  state jsonb not null,
  status text not null check (status in ('quiet', 'suspected', 'open', 'clearing', 'closed')),
  class text not null,
  severity text not null,
  short_units int not null,
  wanted_units int not null,
  subject text not null,
  explanation text not null,
  verdict jsonb not null,
  gate_tries int not null default 0,
  judged_at timestamptz not null,
  order_updated_at timestamptz,
  opened_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, order_id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index backorder_cases_newest on backorder_cases (tenant_id, created_at desc, id desc);
create index backorder_cases_standing on backorder_cases (tenant_id, status, created_at desc, id desc) where status <> 'quiet';

-- The demand ledger: every open fulfilment line of every order seen. A pool's queue is read from here.
create table backorder_demand (
  tenant_id uuid not null references accounts (id) on delete cascade,
  connection_id uuid not null,
  line_id text not null,
  item_id text not null,
  location_id text not null,
  order_id text not null,
  order_name text not null,
  priority int not null,
  processed_at timestamptz not null,
  quantity int not null check (quantity > 0),
  is_bypassed boolean not null,
  order_updated_at timestamptz not null,
  primary key (tenant_id, connection_id, line_id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index backorder_demand_by_pool on backorder_demand (tenant_id, connection_id, item_id, location_id);
create index backorder_demand_by_order on backorder_demand (tenant_id, connection_id, order_id);

-- Where a case was told: one ticket per case and channel, for ever.
create table backorder_tickets (
  tenant_id uuid not null references accounts (id) on delete cascade,
  case_id uuid not null,
  connection_id uuid not null,
  connector text not null,
  ticket text,
  url text,
  opened_at timestamptz,
  says text,
  primary key (tenant_id, case_id, connection_id),
  foreign key (tenant_id, case_id) references backorder_cases (tenant_id, id) on delete cascade
);

-- What happened to a case, in words.
create table backorder_timeline (
  tenant_id uuid not null references accounts (id) on delete cascade,
  case_id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  says text not null,
  primary key (tenant_id, case_id, seq),
  foreign key (tenant_id, case_id) references backorder_cases (tenant_id, id) on delete cascade
);

-- What is still to be said to a ticket that is not known yet; said in this order as soon as it is.
create table backorder_outbox (
  tenant_id uuid not null references accounts (id) on delete cascade,
  case_id uuid not null,
  connection_id uuid not null,
  seq bigint generated always as identity,
  kind text not null check (kind in ('message', 'close', 'reopen')),
  body text not null,
  primary key (tenant_id, case_id, connection_id, seq),
  foreign key (tenant_id, case_id) references backorder_cases (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['backorder_cases', 'backorder_demand', 'backorder_tickets', 'backorder_timeline', 'backorder_outbox'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
