-- The list of cases, in its orders and by its words, over 100,000 of them.
create index backorder_cases_opened on backorder_cases (tenant_id, opened_at desc, id desc) where opened_at is not null;
create index backorder_cases_short on backorder_cases (tenant_id, short_units desc, id desc) where short_units > 0;
create index backorder_cases_closed on backorder_cases (tenant_id, closed_at desc) where closed_at is not null;

create function words_of_case(name text, email text, verdict jsonb) returns setof text immutable language sql as $$
  select distinct left(lower(trim(word)), 200) from (
    select name union all select ltrim(name, '#') union all select email
    union all select line->>'sku' from jsonb_array_elements(case jsonb_typeof(verdict->'lines') when 'array' then verdict->'lines' else '[]' end) line
  ) told (word) where trim(word) <> ''
$$;
create function keep_words_of_case() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from words where tenant_id = old.tenant_id and kind = 'case' and id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into words (tenant_id, kind, word, id)
      select new.tenant_id, 'case', word, new.id from words_of_case(new.order_name, new.customer_email, new.verdict) word;
  end if;
  return null;
end $$;
create trigger words after insert or delete on backorder_cases for each row execute function keep_words_of_case();
create trigger words_changed after update on backorder_cases for each row
  when ((old.order_name, old.customer_email, jsonb_path_query_array(old.verdict, '$.lines[*].sku'))
    is distinct from (new.order_name, new.customer_email, jsonb_path_query_array(new.verdict, '$.lines[*].sku')))
  execute function keep_words_of_case();
insert into words (tenant_id, kind, word, id)
  select c.tenant_id, 'case', word, c.id from backorder_cases c, words_of_case(c.order_name, c.customer_email, c.verdict) word;
