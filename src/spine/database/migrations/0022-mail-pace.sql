-- How many mails an account sent within the last minute is asked before each.
create index intents_sent on intents (tenant_id, action, sent_at) where sent_at is not null;
