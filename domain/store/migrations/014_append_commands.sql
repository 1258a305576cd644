-- Records the events of commands that waited at the same moment, with one lock, one look at what
-- is there, one insert and one flush to disk. A command is recorded entirely or not at all:
--   replayed      the numbers of the commands whose key had recorded events before, and replayed_at
--                 the positions of their first events; null where there is none
--   conflicting   the numbers of the commands one of whose streams has moved on since they were
--                 decided, and conflicts those streams; null where there is none
-- The events of all other commands stand, in their order, at first_position and behind it; where that
-- is null, another program keeps the rows by other rules, and nothing was done.
--
-- A conflict is an answer and not an error: whoever decided must load and decide again, and a
-- generic retry must never do it for them. No two commands share a stream or a key: whoever calls
-- sees to that, and the constraints of the table make sure.

create function es.append_commands(
    p_tenant text,
    p_rule text,              -- By which the caller keeps its rows; null for one that keeps none.
    p_keys text[],            -- One for each command; null for one that is never sent again.
    p_sizes integer[],
    p_commands integer[],     -- One for each event: the number of its command, from 1,
    p_firsts boolean[],       -- and whether it is the first of its stream in this command.
    p_streams text[],
    p_versions bigint[],      -- The version that each event is to have in its stream, from 1.
    p_kinds integer[],        -- One for each event: the number of its kind, from 1.
    p_payloads jsonb[],
    p_types text[],           -- One for each kind: events of a command mostly share these three.
    p_schemas smallint[],
    p_metadata jsonb[],
    out first_position bigint,
    out at timestamptz,
    out replayed integer[],
    out replayed_at bigint[],
    out conflicting integer[],
    out conflicts text[]
) language plpgsql volatile as $$
declare
    v_tenant text := to_json(p_tenant);
    v_hash bytea;
    v_micros bigint;
    v_command integer := 0;
    v_types text[];
    v_metadata text[];
    v_keys text[];
    v_sizes integer[];
    v_hashes bytea[];
begin
    perform set_config('app.tenant', p_tenant, true);
    -- A statement of its own: only the statements after it see what the last holder committed.
    perform pg_advisory_xact_lock(hashtextextended('es.events:' || p_tenant, 0));
    -- Whoever exchanges the tables of rows locks the rules, so that no append begins by one rule and
    -- ends by another.
    if p_rule is not null and p_rule is distinct from (select r.fingerprint from es.rules r) then
        return;
    end if;

    -- Each key and each stream is a look-up by itself: the offset keeps it one.
    select k.numbers, k.positions, s.numbers, s.streams, h.position, h.hash, h.recorded_at
      into replayed, replayed_at, conflicting, conflicts, first_position, v_hash, at
      from (select array_agg(k.n) as numbers, array_agg(e.position) as positions
              from unnest(p_keys) with ordinality as k (key, n)
             cross join lateral (select e.position from es.events e
                                  where e.tenant = p_tenant and e.idem_key = k.key offset 0) e) k
     cross join (
           select array_agg(s.command) as numbers, array_agg(s.stream) as streams
             from unnest(p_commands, p_firsts, p_streams, p_versions)
                  as s (command, first, stream, version)
             left join lateral (select e.stream_version from es.events e
                                 where e.tenant = p_tenant and e.stream = s.stream
                                 order by e.stream_version desc limit 1) e on true
            where s.first and s.version <> coalesce(e.stream_version, 0) + 1) s
      left join lateral (select e.position, e.hash, e.recorded_at from es.events e
                          where e.tenant = p_tenant order by e.position desc limit 1) h on true;

    if first_position is null then -- Whoever has events is a tenant, opened or not.
        insert into es.tenants (tenant) values (p_tenant) on conflict do nothing;
    end if;
    first_position := coalesce(first_position, 0) + 1;
    v_hash := coalesce(v_hash, sha256('genesis'));
    -- After the lock, and never before the last event even when the clock was set back: time and
    -- position rise together, so that a past time is always a prefix of the events.
    at := greatest(at, clock_timestamp());
    v_micros := (extract(epoch from at) * 1000000)::bigint;

    if replayed is not null or conflicting is not null then -- Only the other commands go on.
        select array_agg(e.command), array_agg(e.stream), array_agg(e.version), array_agg(e.kind),
               array_agg(e.payload)
          into p_commands, p_streams, p_versions, p_kinds, p_payloads
          from unnest(p_commands, p_streams, p_versions, p_kinds, p_payloads)
               as e (command, stream, version, kind, payload)
         where e.command <> all (coalesce(replayed, '{}') || coalesce(conflicting, '{}'));
    end if;

    for i in 1..cardinality(p_types) loop
        v_types[i] := to_json(p_types[i]);
        v_metadata[i] := p_metadata[i];
    end loop;
    for i in 1..coalesce(cardinality(p_streams), 0) loop
        if p_commands[i] <> v_command then -- The first event of a command carries its key.
            v_command := p_commands[i];
            v_keys[i] := p_keys[v_command];
            v_sizes[i] := case when v_keys[i] is not null then p_sizes[v_command] end;
        else
            v_keys[i] := null;
            v_sizes[i] := null;
        end if;
        -- The text of a jsonb array, as `verify` makes it; to build the array takes twice as long.
        v_hash := sha256(v_hash || convert_to(format(
            '[1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s]', v_tenant, first_position + i - 1,
            to_json(p_streams[i]), p_versions[i], v_types[p_kinds[i]], p_schemas[p_kinds[i]],
            p_payloads[i], v_metadata[p_kinds[i]], coalesce(to_json(v_keys[i])::text, 'null'),
            coalesce(v_sizes[i]::text, 'null'), v_micros), 'UTF8'));
        v_hashes[i] := v_hash;
    end loop;

    insert into es.events (tenant, position, stream, stream_version, recorded_at, type,
                           schema_version, payload, metadata, idem_key, command_size, hash)
    select p_tenant, first_position + n - 1, stream, version, at, p_types[kind], p_schemas[kind],
           payload, p_metadata[kind], key, size, hash
      from unnest(p_streams, p_versions, p_kinds, p_payloads, v_keys, v_sizes, v_hashes)
           with ordinality as e (stream, version, kind, payload, key, size, hash, n);
end $$;

-- The same for one event that comes alone, as most do where few people work at once: without lists,
-- in two thirds of the time.
create function es.append_event(
    p_tenant text,
    p_rule text,
    p_key text,
    p_stream text,
    p_version bigint,
    p_type text,
    p_schema smallint,
    p_payload jsonb,
    p_metadata jsonb,
    out first_position bigint,
    out at timestamptz,
    out replayed integer[],
    out replayed_at bigint[],
    out conflicting integer[],
    out conflicts text[]
) language plpgsql volatile as $$
declare
    v_hash bytea;
    v_version bigint;
    v_size integer := case when p_key is not null then 1 end;
begin
    perform set_config('app.tenant', p_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended('es.events:' || p_tenant, 0));
    if p_rule is not null and p_rule is distinct from (select r.fingerprint from es.rules r) then
        return;
    end if;

    if p_key is not null then
        select e.position into first_position
          from es.events e where e.tenant = p_tenant and e.idem_key = p_key;
        if found then
            replayed := array[1];
            replayed_at := array[first_position];
            return;
        end if;
    end if;

    select e.stream_version into v_version from es.events e
     where e.tenant = p_tenant and e.stream = p_stream order by e.stream_version desc limit 1;
    if p_version <> coalesce(v_version, 0) + 1 then
        conflicting := array[1];
        conflicts := array[p_stream];
        return;
    end if;

    select e.position, e.hash, e.recorded_at into first_position, v_hash, at
      from es.events e where e.tenant = p_tenant order by e.position desc limit 1;
    if not found then
        insert into es.tenants (tenant) values (p_tenant) on conflict do nothing;
    end if;
    first_position := coalesce(first_position, 0) + 1;
    at := greatest(at, clock_timestamp());
    v_hash := sha256(coalesce(v_hash, sha256('genesis')) || convert_to(format(
        '[1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s]', to_json(p_tenant), first_position,
        to_json(p_stream), p_version, to_json(p_type), p_schema, p_payload, p_metadata,
        coalesce(to_json(p_key)::text, 'null'), coalesce(v_size::text, 'null'),
        (extract(epoch from at) * 1000000)::bigint), 'UTF8'));

    insert into es.events (tenant, position, stream, stream_version, recorded_at, type,
                           schema_version, payload, metadata, idem_key, command_size, hash)
    values (p_tenant, first_position, p_stream, p_version, at, p_type, p_schema, p_payload,
            p_metadata, p_key, v_size, v_hash);
end $$;
