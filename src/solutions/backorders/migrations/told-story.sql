-- A case's page hears of its story and its tickets, too: they change where the case itself stands as before.
create function tell_of_case() returns trigger language plpgsql as $$
declare one record;
begin
  if tg_op = 'DELETE' then one := old; else one := new; end if;
  insert into changes (tenant_id, kind, id) values (one.tenant_id, 'case', one.case_id::text) on conflict do nothing;
  return null;
end $$;
create trigger told after insert on backorder_timeline for each row execute function tell_of_case();
create trigger told after insert or update on backorder_tickets for each row execute function tell_of_case();
