-- What changed, by kind and id, for the pages that people have open; kept for hours. Written by triggers, so that no change can be
-- forgotten. `xid` is the transaction: who reads no further than the oldest one that is still running loses none, in whatever order they commit.
create table changes (
  tenant_id uuid not null,
  xid bigint not null default pg_current_xact_id()::text::bigint,
  kind text not null,
  id text not null,
  at timestamptz not null default now(),
  primary key (tenant_id, xid, kind, id)
);
create index changes_by_age on changes (tenant_id, at);
alter table changes enable row level security;
alter table changes force row level security;
create policy own_tenant on changes to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
create policy find_news on changes for select to storewright_jobs using (true);
grant select, insert, update, delete on changes to storewright_app;
-- Which account has news is asked for all of them together; what it is, by the account alone.
grant select (tenant_id, xid) on changes to storewright_jobs;

create function tell_change() returns trigger language plpgsql as $$
declare one record;
begin
  if tg_op = 'DELETE' then one := old; else one := new; end if;
  insert into changes (tenant_id, kind, id) values (one.tenant_id, tg_argv[0], one.id::text) on conflict do nothing;
  return null;
end $$;
-- For what has no id, or none that anybody would ask for.
create function tell_change_of_kind() returns trigger language plpgsql as $$
declare one record;
begin
  if tg_op = 'DELETE' then one := old; else one := new; end if;
  insert into changes (tenant_id, kind, id) values (one.tenant_id, tg_argv[0], '') on conflict do nothing;
  return null;
end $$;

create trigger told after insert or update or delete on approvals for each row execute function tell_change('approval');
create trigger told after insert or delete on connections for each row execute function tell_change('connection');
create trigger told_state after update on connections for each row
  when ((old.status, old.health, old.health_says, old.title, old.scopes)
    is distinct from (new.status, new.health, new.health_says, new.title, new.scopes))
  execute function tell_change('connection');
create trigger told after insert or update or delete on hooks for each row execute function tell_change('hook');
create trigger told after insert or update or delete on privacy_requests for each row execute function tell_change('privacy_request');
create trigger told after insert or update or delete on dead_jobs for each row execute function tell_change('job');
create trigger told after insert or update or delete on members for each row execute function tell_change('member');
create trigger told after insert or delete on api_keys for each row execute function tell_change('key');
create trigger told_end after update of revoked_at, expires_at on api_keys for each row execute function tell_change('key');
create trigger told_end after update of ended_at on sessions for each row execute function tell_change('session');
create trigger told after insert or delete on intents for each row execute function tell_change('write');
create trigger told_state after update of state on intents for each row when (old.state is distinct from new.state)
  execute function tell_change('write');
-- An event that came is told when it was worked; taking it in costs nothing more.
create trigger told_state after update of state on events for each row when (old.state is distinct from new.state)
  execute function tell_change('event');
create trigger told after insert or delete on alerts for each row execute function tell_change_of_kind('alert');
create trigger told_words after update on alerts for each row when (old.says is distinct from new.says)
  execute function tell_change_of_kind('alert');
create trigger told after insert or update or delete on stops for each row execute function tell_change_of_kind('stop');
create trigger told after insert on policies for each row execute function tell_change_of_kind('policy');
create trigger told after insert or update on settings for each row execute function tell_change_of_kind('settings');
