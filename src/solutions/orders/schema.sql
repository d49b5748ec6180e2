-- Orders and customers as the connected shops told them: what lists and searches need. The platform stays the one that knows.
create table shop_orders (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  order_id text not null,
  name text not null,
  placed_at timestamptz not null,
  updated_at timestamptz not null,
  status text not null check (status in ('open', 'fulfilled', 'cancelled', 'deleted')),
  payment text,
  total_minor bigint,
  currency text,
  tags text[] not null,
  tracking text[] not null,
  skus text[] not null,
  is_test boolean not null,
  customer_id uuid,
  email text,
  customer_name text,
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, order_id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index shop_orders_newest on shop_orders (tenant_id, placed_at desc, id desc);
create index shop_orders_of_customer on shop_orders (tenant_id, customer_id, placed_at desc) where customer_id is not null;

-- By the platform's id, or by mail where it has none.
create table shop_customers (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  connection_id uuid not null,
  customer_key text not null,
  email text,
  name text,
  seen_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, connection_id, customer_key),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
create index shop_customers_newest on shop_customers (tenant_id, seen_at desc, id desc);

-- What the platform told of an order, and when: its part of the order's timeline. The event itself lives shorter.
create table shop_order_moments (
  tenant_id uuid not null,
  order_id uuid not null,
  event_id uuid not null,
  fact text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, order_id, event_id, fact),
  foreign key (tenant_id, order_id) references shop_orders (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['shop_orders', 'shop_customers', 'shop_order_moments'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;

create function forget_words() returns trigger language plpgsql as $$
begin
  delete from words where tenant_id = old.tenant_id and kind = tg_argv[0] and id = old.id;
  return null;
end $$;
create trigger words after delete on shop_orders for each row execute function forget_words('order');
create trigger words after delete on shop_customers for each row execute function forget_words('customer');
create trigger told after insert or update or delete on shop_orders for each row execute function tell_change('order');
create trigger told after insert or update or delete on shop_customers for each row execute function tell_change('customer');
