-- What happened is also mailed to members who want that, and posted to the team's chat: each is passed on once. What stands here
-- already counts as passed on; what comes has no time until it is.
alter table notifications add column passed_on_at timestamptz default now();
alter table notifications alter column passed_on_at drop default;
create index notifications_to_pass_on on notifications (tenant_id, id) where passed_on_at is null;

alter table notification_choices
  -- Kinds that are mailed or not, other than usual.
  add column mail jsonb not null default '{}',
  -- Until then nothing is told; 'infinity' until it is switched on again.
  add column muted_until timestamptz,
  -- Mailed once a day at this local hour, instead of each at once.
  add column digest_hour smallint check (digest_hour between 0 and 23),
  add column digest_zone text,
  -- Up to when the last one told.
  add column digest_at timestamptz,
  add constraint digest_has_zone check ((digest_hour is null) = (digest_zone is null));

-- One thing that a member wants to hear no more of, by its id as people see it.
create table notification_mutes (
  tenant_id uuid not null,
  member_id uuid not null,
  subject text not null check (length(subject) <= 80),
  muted_at timestamptz not null default now(),
  primary key (tenant_id, member_id, subject),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);
alter table notification_mutes enable row level security;
alter table notification_mutes force row level security;
create policy own_tenant on notification_mutes to storewright_app
  using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on notification_mutes to storewright_app;
create trigger told after insert or delete on notification_mutes for each row execute function tell_change_of_kind('notification');
