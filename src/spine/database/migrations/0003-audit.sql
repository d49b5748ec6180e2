create table audit (
  tenant_id uuid not null references accounts (id) on delete restrict,
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  via text not null,
  deed text not null,
  subject text,
  outcome text not null,
  details jsonb not null,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq)
);
alter table audit enable row level security;
alter table audit force row level security;
create policy own_tenant on audit to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert on audit to storewright_app;

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception 'the audit is append-only';
end $$;
create trigger audit_is_append_only before update or delete or truncate on audit
  for each statement execute function refuse_rewriting();
