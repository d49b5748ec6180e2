-- Which attempt makes an export: one that was overtaken writes nothing more into it.
alter table exports add column attempt int not null default 0;
