-- By what people look for things: `#1042`, a mail address, an article, `tag:vip`. Compared byte by byte, so that a beginning is a range of
-- the key; and nothing but comparisons, for only these go into an index behind row-level security.
create table words (
  tenant_id uuid not null,
  kind text not null,
  word text collate "C" not null,
  id uuid not null,
  primary key (tenant_id, kind, word, id)
);
create index words_of_one on words (tenant_id, kind, id);
alter table words enable row level security;
alter table words force row level security;
create policy own_tenant on words to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on words to storewright_app;
