-- Pieces of fulfilment work that a case keeps from leaving. `asked` and `unwanted`: the platform has not said the hold's name yet.
create table backorder_holds (
  tenant_id uuid not null references accounts (id) on delete cascade,
  case_id uuid not null,
  fulfillment_order text not null,
  place text not null,
  round int not null default 1,
  state text not null default 'asked' check (state in ('asked', 'unwanted', 'held', 'releasing', 'gone')),
  hold text,
  primary key (tenant_id, case_id, fulfillment_order),
  foreign key (tenant_id, case_id) references backorder_cases (tenant_id, id) on delete cascade
);

alter table backorder_holds enable row level security;
alter table backorder_holds force row level security;
create policy own_tenant on backorder_holds to storewright_app
  using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()));
grant select, insert, update, delete on backorder_holds to storewright_app;
