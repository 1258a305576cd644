-- Entries of many callers in one round trip, each with the trace that it belongs to.

create function es.ledger_enter(
    p_tenant text, p_traces text[], p_entries text[], p_durable boolean
) returns bigint language plpgsql volatile as $$
declare
    v_first bigint;
    v_hash bytea;
    v_hashes bytea[];
    v_at timestamptz;
begin
    -- An entry about a read need not wait for the disk; a denial must.
    if not p_durable then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    perform set_config('app.tenant', p_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended('es.ledger:' || p_tenant, 0));
    select l.position, l.hash into v_first, v_hash
      from es.ledger l where l.tenant = p_tenant order by l.position desc limit 1;
    v_first := coalesce(v_first, 0) + 1;
    v_hash := coalesce(v_hash, sha256('genesis'));
    v_at := clock_timestamp();
    for i in 1..cardinality(p_entries) loop
        v_hash := sha256(v_hash || convert_to(jsonb_build_array(
            1, p_tenant, v_first + i - 1, p_traces[i], p_entries[i]::jsonb,
            (extract(epoch from v_at) * 1000000)::bigint)::text, 'UTF8'));
        v_hashes[i] := v_hash;
    end loop;
    insert into es.ledger (tenant, position, at, trace, entry, hash)
    select p_tenant, v_first + n - 1, v_at, trace, entry::jsonb, hash
      from unnest(p_traces, p_entries, v_hashes) with ordinality as e (trace, entry, hash, n);
    return v_first + cardinality(p_entries) - 1;
end $$;

drop function es.ledger_append(text, text, text[], boolean);
