-- Who looks at what at this moment. Unlogged: after a crash, everybody's next sign of life brings it back within seconds.
create unlogged table presence (
  tenant_id uuid not null,
  what text not null,
  id text not null,
  member_id uuid not null,
  -- A member may have two tabs.
  tab text not null,
  doing text not null check (doing in ('viewing', 'editing')),
  seen_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, what, id, member_id, tab)
);
create index presence_by_age on presence (tenant_id, seen_at);

-- Every version of the settings, so that who saved upon an older one is shown what came between.
alter table settings add column version int not null default 1, add column changed_by text;
create table settings_versions (
  tenant_id uuid not null references accounts (id) on delete cascade,
  solution text not null,
  version int not null,
  settings jsonb not null,
  changed_by text,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, solution, version)
);

do $$
declare name text;
begin
  foreach name in array array['presence', 'settings_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;

create function tell_presence() returns trigger language plpgsql as $$
declare one record;
begin
  if tg_op = 'DELETE' then one := old; else one := new; end if;
  insert into changes (tenant_id, kind, id) values (one.tenant_id, 'presence', one.what || ':' || one.id) on conflict do nothing;
  return null;
end $$;
create trigger told after insert or delete on presence for each row execute function tell_presence();
create trigger told_doing after update on presence for each row when (old.doing is distinct from new.doing) execute function tell_presence();
