-- Pages that are open hear of a case when it stands otherwise than before.
create trigger told after insert or delete on backorder_cases for each row execute function tell_change('case');
create trigger told_judgement after update on backorder_cases for each row
  when ((old.status, old.class, old.severity, old.short_units, old.subject, old.explanation, old.customer_email)
    is distinct from (new.status, new.class, new.severity, new.short_units, new.subject, new.explanation, new.customer_email))
  execute function tell_change('case');
