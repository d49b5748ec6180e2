-- A write of higher risk is first proposed, with what it would do; only what was decided upon waits to be sent.
-- A proposal that ended before anything was sent is void: its fact may be proposed again.
alter table intents
  drop constraint intents_state_check,
  drop constraint intents_tenant_id_action_key_key,
  add constraint intents_state_check
    check (state in ('proposed', 'waiting', 'sending', 'unknown', 'succeeded', 'refused', 'needs_person')),
  add column preview jsonb,
  add column hash bytea,
  add column undoes uuid,
  add column is_void boolean not null default false,
  add foreign key (tenant_id, undoes) references intents (tenant_id, id) on delete cascade;
create unique index intents_fact on intents (tenant_id, action, key) where not is_void;
drop index intents_open;
create index intents_open on intents (tenant_id, state, created_at)
  where state in ('proposed', 'waiting', 'sending', 'unknown', 'needs_person');

-- `answerable` is the member behind the request, who is never the one to approve it.
alter table approvals rename column preview_hash to hash;
alter table approvals
  add column answerable uuid,
  add column needed int not null default 1 check (needed between 1 and 10),
  add column needs_fresh_sign_in boolean not null default false,
  add column because text not null default '',
  add column says text,
  drop column decided_by;
create index approvals_waiting on approvals (tenant_id, expires_at) where state = 'waiting';

create table approval_decisions (
  tenant_id uuid not null,
  approval_id uuid not null,
  member_id uuid not null,
  verdict text not null check (verdict in ('approve', 'deny')),
  reason text not null check (length(reason) between 1 and 500),
  hash bytea not null,
  decided_at timestamptz not null default now(),
  primary key (tenant_id, approval_id, member_id),
  foreign key (tenant_id, approval_id) references approvals (tenant_id, id) on delete cascade,
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

-- Whether and where approvers are told of what waits.
create table approval_settings (
  tenant_id uuid primary key references accounts (id) on delete cascade,
  chat_channel text check (length(chat_channel) between 1 and 80)
);

do $$
declare name text;
begin
  foreach name in array array['approval_decisions', 'approval_settings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
-- What a person decided is never rewritten.
revoke update, delete on approval_decisions from storewright_app;
