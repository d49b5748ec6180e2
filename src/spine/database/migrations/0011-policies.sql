-- What people decided about their actions: every version stays, none is ever rewritten. The highest holds.
create table policies (
  tenant_id uuid not null references accounts (id) on delete cascade,
  version int not null check (version > 0),
  policy jsonb not null,
  reason text not null check (length(reason) between 1 and 500),
  made_by text not null,
  made_via text not null,
  made_at timestamptz not null default now(),
  primary key (tenant_id, version)
);

-- What each cap has counted of each subject in one hour or day (UTC). `minor` is money in the cap's currency.
create table cap_usage (
  tenant_id uuid not null references accounts (id) on delete cascade,
  subject text not null,
  key text not null,
  every text not null check (every in ('hour', 'day')),
  since timestamptz not null,
  count int not null check (count >= 0),
  minor bigint not null check (minor >= 0),
  primary key (tenant_id, subject, key, since)
);
create index cap_usage_old on cap_usage (tenant_id, since);

-- What an unfinished write holds of the caps; given back if it fails, spent if it is done.
create table cap_reservations (
  tenant_id uuid not null,
  intent_id uuid not null,
  subject text not null,
  key text not null,
  since timestamptz not null,
  minor bigint not null,
  primary key (tenant_id, intent_id, subject, key),
  foreign key (tenant_id, intent_id) references intents (tenant_id, id) on delete cascade
);

-- What people stopped, until they let it go on. Read in the transaction of every deed, so that it holds at once everywhere.
create table stops (
  tenant_id uuid not null references accounts (id) on delete cascade,
  what text not null check (what in ('everything', 'writes', 'tool', 'actor')),
  subject text not null check ((subject = '') = (what in ('everything', 'writes')) and length(subject) <= 200),
  because text not null check (length(because) between 1 and 500),
  stopped_by text not null,
  stopped_at timestamptz not null default now(),
  primary key (tenant_id, what, subject)
);

-- What a write was led by and whom it answers, for when it is decided upon again.
alter table intents add column taint text[], add column verified text[];

-- The counters of the one cap there was; cap_usage takes their place.
drop table usage;

do $$
declare name text;
begin
  foreach name in array array['policies', 'cap_usage', 'cap_reservations', 'stops'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
revoke update, delete on policies from storewright_app;
