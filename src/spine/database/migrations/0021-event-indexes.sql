-- The same three promises; after the tenant comes what tells events apart, so that two comparisons decide instead of four.
drop index events_by_event_id;
drop index events_by_body;
drop index events_by_fact;
create unique index events_by_event_id on events (tenant_id, event_id, topic, connection_id);
create unique index events_by_body on events (tenant_id, body_hash, topic, connection_id);
create unique index events_by_fact on events (tenant_id, business_key, connection_id);
