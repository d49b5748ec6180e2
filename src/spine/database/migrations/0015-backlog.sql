-- The backlog is counted for all tenants together: how many jobs were laid aside, and nothing else about them.
create index dead_jobs_waiting on dead_jobs (tenant_id) where replayed_at is null;
create policy count_waiting on dead_jobs for select to storewright_jobs using (replayed_at is null);
grant select (replayed_at) on dead_jobs to storewright_jobs;
