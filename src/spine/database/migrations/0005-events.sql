create table events (
  tenant_id uuid not null,
  id uuid not null,
  connection_id uuid not null,
  topic text not null,
  event_id text,
  business_key text,
  body_hash bytea not null,
  -- The bytes as they came: text keeps what the signature covered, and big integers.
  body text not null,
  occurred_at timestamptz,
  received_at timestamptz not null default now(),
  source text not null check (source in ('webhook', 'scan')),
  state text not null default 'new' check (state in ('new', 'done', 'parked')),
  attempts int not null default 0,
  reason text,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
-- Told twice is told once: by the platform's event id, by the bytes, by the fact itself.
create unique index events_by_event_id on events (tenant_id, connection_id, topic, event_id);
create unique index events_by_body on events (tenant_id, connection_id, topic, body_hash);
create unique index events_by_fact on events (tenant_id, connection_id, business_key);
create index events_newest on events (tenant_id, received_at desc, id desc);
create index events_unfinished on events (tenant_id, state, received_at) where state <> 'done';

alter table events enable row level security;
alter table events force row level security;
create policy own_tenant on events to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
create policy take_in on events for insert to storewright_jobs with check (true);
create policy know_again on events for select to storewright_jobs using (true);
grant select, insert, update, delete on events to storewright_app;
grant insert on events to storewright_jobs;
grant select (tenant_id, id, connection_id, topic, event_id, business_key, body_hash) on events to storewright_jobs;
