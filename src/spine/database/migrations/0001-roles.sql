-- Three roles beside the owner who runs migrations. None can log in: a connection assumes one of them.
--   storewright_app   everything a tenant does, behind forced row-level security
--   storewright_jobs  the few statements that no single tenant can make: claim jobs, take in webhooks, open a door by its key
-- Roles belong to the cluster, so another database may have made them already, even at this moment.
do $$
begin
  create role storewright_app nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  create role storewright_jobs nologin nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant storewright_app, storewright_jobs to %I', current_user);
exception when others then
  if sqlstate <> 'XX000' and not pg_has_role(current_user, 'storewright_app', 'member') then raise; end if;
end $$;

revoke create on schema public from public;
grant usage on schema public to storewright_app, storewright_jobs;

-- The tenant of the running transaction; null (and so no row at all) when none was said.
create function tenant() returns uuid stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;
