-- Which version the schema has is no secret of the owner's: the system page shows it.
grant select on schema_migrations to storewright_app;
