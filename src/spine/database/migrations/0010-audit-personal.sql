-- What a person could be known by, beside the chain: the chain holds only its salted hash, so that this may be erased and the chain
-- still holds. There is no update: it is as it was written, or gone.
create table audit_personal (
  tenant_id uuid not null,
  seq bigint not null,
  salt bytea not null check (length(salt) = 32),
  personal jsonb not null,
  primary key (tenant_id, seq),
  foreign key (tenant_id, seq) references audit (tenant_id, seq)
);
alter table audit_personal enable row level security;
alter table audit_personal force row level security;
create policy own_tenant on audit_personal to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, delete on audit_personal to storewright_app;
