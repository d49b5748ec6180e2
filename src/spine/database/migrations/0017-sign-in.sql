-- How members sign in beside links: a password, a second factor to it, passkeys. Removing a member deletes all of them.
create table passwords (
  tenant_id uuid not null,
  member_id uuid not null,
  -- SHA-256 of the member's e-mail address: a door must learn whose password it was shown.
  address_hash bytea not null,
  -- Argon2id with its salt and costs, in the PHC form.
  verifier text not null,
  changed_at timestamptz not null default now(),
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);
create index passwords_address on passwords (address_hash);

create table second_factors (
  tenant_id uuid not null,
  member_id uuid not null,
  -- The secret that the member's app holds too, sealed in the vault.
  sealed text not null,
  -- Asked for from here on; before that, it is only being set up.
  confirmed_at timestamptz,
  -- The newest step of 30 s whose code was used: none is taken twice.
  last_step bigint not null default 0,
  -- SHA-256 of the unused recovery codes, 80 random bits each.
  recovery_hashes bytea[] not null default '{}',
  primary key (tenant_id, member_id),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);

create table passkeys (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  member_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  credential_id bytea not null,
  credential_hash bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, credential_hash),
  foreign key (tenant_id, member_id) references members (tenant_id, id) on delete cascade
);
create index passkeys_credential on passkeys (credential_hash);

-- Challenges that were answered, until they would have expired: none is answered twice.
create table spent_challenges (
  tenant_id uuid not null references accounts (id) on delete cascade,
  challenge_hash bytea not null,
  expires_at timestamptz not null,
  primary key (tenant_id, challenge_hash)
);

do $$
declare name text;
begin
  foreach name in array array['passwords', 'second_factors', 'passkeys', 'spent_challenges'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_tenant on %I to storewright_app using (tenant_id = (select tenant())) with check (tenant_id = (select tenant()))', name);
    execute format('grant select, insert, update, delete on %I to storewright_app', name);
  end loop;
end $$;

create policy find_by_hash on passwords for select to storewright_jobs using (true);
create policy find_by_hash on passkeys for select to storewright_jobs using (true);
grant select (tenant_id, member_id, address_hash) on passwords to storewright_jobs;
grant select (tenant_id, id, credential_hash) on passkeys to storewright_jobs;
