-- An outside write is first an intent, committed before a byte is sent. Its key is the business fact's, never the attempt's.
create table intents (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  action text not null,
  tool text not null,
  connection_id uuid not null,
  key text not null check (length(key) between 1 and 255),
  input_hash bytea not null,
  input jsonb not null,
  actor jsonb not null,
  state text not null check (state in ('waiting', 'sending', 'unknown', 'succeeded', 'refused', 'needs_person')),
  attempt int not null default 0,
  absences int not null default 0,
  output jsonb,
  refusal jsonb,
  evidence text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  lease_until timestamptz,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, action, key)
);
create index intents_open on intents (tenant_id, state, created_at) where state in ('waiting', 'sending', 'unknown', 'needs_person');
create index intents_newest on intents (tenant_id, created_at desc, id desc);

create table approvals (
  tenant_id uuid not null,
  id uuid not null,
  intent_id uuid not null,
  action text not null,
  risk text not null,
  preview jsonb not null,
  preview_hash bytea not null,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  expires_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'denied', 'expired', 'withdrawn')),
  decided_by text,
  decided_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, intent_id),
  foreign key (tenant_id, intent_id) references intents (tenant_id, id) on delete cascade
);

-- What was done per action and hour: the caps' counters.
create table usage (
  tenant_id uuid not null references accounts (id) on delete cascade,
  action text not null,
  hour timestamptz not null,
  count int not null,
  primary key (tenant_id, action, hour)
);

-- REST idempotency keys, kept 24 h.
create table idempotency_keys (
  tenant_id uuid not null references accounts (id) on delete cascade,
  route text not null,
  key text not null check (length(key) between 1 and 255),
  body_hash bytea not null,
  status int,
  answer text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, route, key)
);

-- A job's finished steps: what restarts after a crash looks here before it acts.
create table steps (
  tenant_id uuid not null references accounts (id) on delete cascade,
  job text not null,
  step text not null,
  result jsonb not null,
  done_at timestamptz not null default now(),
  primary key (tenant_id, job, step)
);

do $$
declare name text;
begin
  foreach name in array array['intents', 'approvals', 'usage', 'idempotency_keys', 'steps'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
