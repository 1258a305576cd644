-- The two tables that grow for ever, spread over partitions by tenant. Whatever a tenant asks
-- for lies in one of them, and on a distributed Postgres each can live on a machine of its own.

alter table es.events rename to events_before;
alter table es.events_before no force row level security; -- So that its owner can move the rows.
alter table es.events_before rename constraint events_position to events_before_position;
alter table es.events_before rename constraint events_stream to events_before_stream;
alter index es.events_idem rename to events_before_idem;
alter index es.events_draft rename to events_before_draft;

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
) partition by hash (tenant);

alter table es.ledger rename to ledger_before;
alter table es.ledger_before no force row level security;
alter table es.ledger_before rename constraint ledger_position to ledger_before_position;
alter index es.ledger_trace rename to ledger_before_trace;

create table es.ledger (
    tenant   text collate "C" not null,
    position bigint not null,
    at       timestamptz not null,
    trace    text collate "C" not null,
    entry    jsonb not null,
    hash_v   smallint not null default 1,
    hash     bytea not null,
    constraint ledger_position primary key (tenant, position)
) partition by hash (tenant);

do $$
declare
    v_parent text;
    v_part text;
begin
    foreach v_parent in array array['events', 'ledger'] loop
        for i in 0..15 loop
            v_part := format('es.%s_%s', v_parent, to_char(i, 'fm00'));
            execute format('create table %s partition of es.%s for values with (modulus 16,'
                           ' remainder %s)', v_part, v_parent, i);
        end loop;
        execute format('insert into es.%1$s select * from es.%1$s_before order by tenant,'
                       ' position', v_parent);
        execute format('drop table es.%s_before', v_parent);
        -- The partitions are bound as well, so that no way leads around the parent's policy.
        for v_part in select format('es.%I', c.relname) from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
                       where i.inhparent = format('es.%s', v_parent)::regclass
                      union all select format('es.%s', v_parent) loop
            execute format('alter table %s enable row level security', v_part);
            execute format('alter table %s force row level security', v_part);
            execute format('create policy tenant on %s using (tenant = (select es.tenant()))',
                           v_part);
        end loop;
        execute format('grant select, insert on es.%s to countersign_app', v_parent);
    end loop;
end $$;

create unique index events_idem on es.events (tenant, idem_key) where idem_key is not null;
create index events_draft on es.events (tenant, (metadata ->> 'draft'), position)
    where metadata ->> 'draft' is not null;
create index ledger_trace on es.ledger (tenant, trace, position);
