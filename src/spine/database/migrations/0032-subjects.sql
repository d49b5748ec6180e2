-- Which object of the platform a write was about, as an order's timeline asks; a comparison of plain columns goes into an index behind
-- row-level security, one of JSON does not.
alter table intents add column subject text generated always as (preview->>'subject') stored;
create index intents_of_subject on intents (tenant_id, subject, created_at) where subject is not null;
