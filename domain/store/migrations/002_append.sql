-- Records the events of one command, all or none, and says what became of them:
--   appended  they stand at first_position and the positions after it
--   replayed  the same key had recorded first_position and the positions after it before
--   conflict  wrong_stream has moved on since the command was decided
-- A conflict is an answer and not an error: whoever decided must load and decide again, and a
-- generic retry must never do it for them.

create function es.append(
    p_tenant text,
    p_streams text[],
    p_versions bigint[],      -- The version that each event is to have in its stream, from 1.
    p_types text[],
    p_schemas smallint[],
    p_payloads text[],
    p_metadata text[],
    p_key text,
    out verdict text,
    out first_position bigint,
    out size integer,
    out at timestamptz,
    out wrong_stream text
) language plpgsql volatile as $$
declare
    v_hash bytea;
    v_hashes bytea[];
    v_micros bigint;
begin
    perform set_config('app.tenant', p_tenant, true);
    -- A statement of its own: only the statements after it see what the last holder committed.
    perform pg_advisory_xact_lock(hashtextextended('es.events:' || p_tenant, 0));

    -- The key comes before the version, or a repeated command would conflict with itself.
    if p_key is not null then
        select 'replayed', e.position, e.command_size, e.recorded_at
          into verdict, first_position, size, at
          from es.events e where e.tenant = p_tenant and e.idem_key = p_key;
        if found then return; end if;
    end if;

    select w.stream into wrong_stream
      from (select s.stream, min(s.version) as version
              from unnest(p_streams, p_versions) as s (stream, version) group by s.stream) w
     where w.version is distinct from 1 + coalesce(
           (select e.stream_version from es.events e
             where e.tenant = p_tenant and e.stream = w.stream
             order by e.stream_version desc limit 1), 0)
     order by w.stream collate "C" limit 1;
    if found then
        verdict := 'conflict';
        return;
    end if;

    select e.position, e.hash, e.recorded_at into first_position, v_hash, at
      from es.events e where e.tenant = p_tenant order by e.position desc limit 1;
    if not found then -- Whoever has events is a tenant, opened or not.
        insert into es.tenants (tenant) values (p_tenant) on conflict do nothing;
    end if;
    first_position := coalesce(first_position, 0) + 1;
    v_hash := coalesce(v_hash, sha256('genesis'));
    size := cardinality(p_streams);
    -- After the lock, and never before the last event even when the clock was set back: time and
    -- position rise together, so that a past time is always a prefix of the events.
    at := greatest(at, clock_timestamp());
    v_micros := (extract(epoch from at) * 1000000)::bigint;

    for i in 1..size loop
        v_hash := sha256(v_hash || convert_to(jsonb_build_array(
            1, p_tenant, first_position + i - 1, p_streams[i], p_versions[i], p_types[i],
            p_schemas[i], p_payloads[i]::jsonb, p_metadata[i]::jsonb,
            case when i = 1 then p_key end, case when i = 1 and p_key is not null then size end,
            v_micros)::text, 'UTF8'));
        v_hashes[i] := v_hash;
    end loop;

    insert into es.events (tenant, position, stream, stream_version, recorded_at, type,
                           schema_version, payload, metadata, idem_key, command_size, hash)
    select p_tenant, first_position + n - 1, stream, version, at, type, schema_version,
           payload::jsonb, metadata::jsonb,
           case when n = 1 then p_key end, case when n = 1 and p_key is not null then size end, hash
      from unnest(p_streams, p_versions, p_types, p_schemas, p_payloads, p_metadata, v_hashes)
           with ordinality as e (stream, version, type, schema_version, payload, metadata, hash, n);
    verdict := 'appended';
end $$;

-- The commands that waited at the same moment, in one transaction with one flush to disk. Each
-- has its own verdict; `p_sizes` cuts the events into commands.
create function es.append_group(
    p_tenant text,
    p_sizes integer[],
    p_keys text[],
    p_streams text[],
    p_versions bigint[],
    p_types text[],
    p_schemas smallint[],
    p_payloads text[],
    p_metadata text[]
) returns table (verdict text, first_position bigint, size integer, at timestamptz,
                 wrong_stream text)
language plpgsql volatile as $$
declare
    v_from integer := 1;
    v_to integer;
begin
    for i in 1..cardinality(p_sizes) loop
        v_to := v_from + p_sizes[i] - 1;
        return query select * from es.append(
            p_tenant, p_streams[v_from:v_to], p_versions[v_from:v_to], p_types[v_from:v_to],
            p_schemas[v_from:v_to], p_payloads[v_from:v_to], p_metadata[v_from:v_to], p_keys[i]);
        v_from := v_to + 1;
    end loop;
end $$;

-- The last position recorded at or before a time, found by halving: positions have no gaps.
create function es.position_at(p_tenant text, p_at timestamptz) returns bigint
language plpgsql stable as $$
declare
    v_low bigint := 0;
    v_high bigint;
    v_middle bigint;
    v_recorded timestamptz;
begin
    select e.position into v_high
      from es.events e where e.tenant = p_tenant order by e.position desc limit 1;
    while v_low < v_high loop
        v_middle := (v_low + v_high + 1) / 2;
        select e.recorded_at into v_recorded
          from es.events e where e.tenant = p_tenant and e.position = v_middle;
        if v_recorded <= p_at then v_low := v_middle; else v_high := v_middle - 1; end if;
    end loop;
    return v_low;
end $$;
