-- What came about that somebody may want to know: one row for the whole team, by ids. What each member has read, and wants to be told, lies beside.
create table notifications (
  tenant_id uuid not null references accounts (id) on delete cascade,
  id uuid not null,
  kind text not null,
  about jsonb not null,
  at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index notifications_by_age on notifications (tenant_id, at);

create table notification_reads (
  tenant_id uuid not null,
  member_id uuid not null,
  notification_id uuid not null,
  primary key (tenant_id, member_id, notification_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade,
  foreign key (tenant_id, notification_id) references notifications (tenant_id, id) on delete cascade
);

create table notification_choices (
  tenant_id uuid not null,
  member_id uuid not null,
  -- Kinds that are other than usual.
  choices jsonb not null default '{}',
  -- All up to this time were read at once.
  read_until timestamptz,
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['notifications', 'notification_reads', 'notification_choices'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;
create trigger told after insert on notifications for each row execute function tell_change('notification');
create trigger told_read after insert on notification_reads for each row execute function tell_change_of_kind('notification');
create trigger told_all after insert or update on notification_choices for each row execute function tell_change_of_kind('notification');
