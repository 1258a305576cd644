-- The one table of truth. Rows are added and read; no role of the program may change or remove them.

do $$ begin
    create role countersign_app nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then
    null; -- Roles belong to the whole server, so another database of it may have made this one.
end $$;
grant countersign_app to current_user;

grant usage on schema es to countersign_app;

-- The tenant that the transaction speaks for. A setting that was local to an earlier transaction
-- reads as '' and not as null, and no tenant has that name.
create function es.tenant() returns text
language sql stable parallel safe
return nullif(current_setting('app.tenant', true), '');

create table es.events (
    tenant         text collate "C" not null,
    position       bigint not null,
    stream         text collate "C" not null,
    stream_version bigint not null,
    recorded_at    timestamptz not null,
    type           text collate "C" not null,
    schema_version smallint not null,
    payload        jsonb not null,
    metadata       jsonb not null,
    idem_key       text collate "C",        -- On the first event of a command only,
    command_size   integer,                 -- together with how many events that command recorded.
    hash_v         smallint not null default 1,
    hash           bytea not null,
    constraint events_position primary key (tenant, position),
    constraint events_stream unique (tenant, stream, stream_version)
);
create unique index events_idem on es.events (tenant, idem_key) where idem_key is not null;
create index events_draft on es.events (tenant, (metadata ->> 'draft'), position)
    where metadata ->> 'draft' is not null;

alter table es.events enable row level security;
alter table es.events force row level security; -- The owner of the table is bound as well.
-- `select` makes the planner ask for the tenant once and not once a row.
create policy tenant on es.events using (tenant = (select es.tenant()));
grant select, insert on es.events to countersign_app;
