-- The trace (W3C traceparent) in which an event came, so that its worker's spans belong to it; null where nobody traces.
alter table events add column traceparent text check (length(traceparent) = 55);
grant select (traceparent) on events to storewright_jobs;
