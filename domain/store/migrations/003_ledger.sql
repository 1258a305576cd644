-- Calls and verdicts, denials included. It is kept apart from the events, so that the history of
-- the business stays small, and it has a chain of its own.

create table es.ledger (
    tenant   text collate "C" not null,
    position bigint not null,
    at       timestamptz not null,
    trace    text collate "C" not null,
    entry    jsonb not null,
    hash_v   smallint not null default 1,
    hash     bytea not null,
    constraint ledger_position primary key (tenant, position)
);
create index ledger_trace on es.ledger (tenant, trace, position);

alter table es.ledger enable row level security;
alter table es.ledger force row level security;
create policy tenant on es.ledger using (tenant = (select es.tenant()));
grant select, insert on es.ledger to countersign_app;

-- One round trip. An entry about a read need not wait for the disk; one about a draft must.
create function es.ledger_append(
    p_tenant text, p_trace text, p_entries text[], p_durable boolean
) returns bigint language plpgsql volatile as $$
declare
    v_position bigint;
    v_hash bytea;
    v_at timestamptz;
    v_entry jsonb;
begin
    if not p_durable then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    perform set_config('app.tenant', p_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended('es.ledger:' || p_tenant, 0));
    select l.position, l.hash into v_position, v_hash
      from es.ledger l where l.tenant = p_tenant order by l.position desc limit 1;
    v_position := coalesce(v_position, 0);
    v_hash := coalesce(v_hash, sha256('genesis'));
    v_at := clock_timestamp();
    for i in 1..cardinality(p_entries) loop
        v_position := v_position + 1;
        v_entry := p_entries[i]::jsonb;
        v_hash := sha256(v_hash || convert_to(jsonb_build_array(
            1, p_tenant, v_position, p_trace, v_entry,
            (extract(epoch from v_at) * 1000000)::bigint)::text, 'UTF8'));
        insert into es.ledger (tenant, position, at, trace, entry, hash)
        values (p_tenant, v_position, v_at, p_trace, v_entry, v_hash);
    end loop;
    return v_position;
end $$;
