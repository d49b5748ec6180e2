-- What members arrange for themselves: views of lists (a filter, an order, columns, as the page's address has them), and how they like it.
create table views (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  member_id uuid not null,
  page text not null check (page ~ '^[a-z][a-z-]{0,39}$'),
  name text not null check (length(name) between 1 and 80),
  is_team boolean not null default false,
  state jsonb not null check (length(state::text) <= 8000),
  version int not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);
create index views_of_page on views (tenant_id, page, created_at, id);

create table view_marks (
  tenant_id uuid not null,
  member_id uuid not null,
  view_id uuid not null,
  is_starred boolean not null default false,
  is_default boolean not null default false,
  primary key (tenant_id, member_id, view_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade,
  foreign key (tenant_id, view_id) references views (tenant_id, id) on delete cascade
);

create table preferences (
  tenant_id uuid not null,
  member_id uuid not null,
  preferences jsonb not null,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['views', 'view_marks', 'preferences'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
create trigger told after insert or update or delete on views for each row execute function tell_change('view');
