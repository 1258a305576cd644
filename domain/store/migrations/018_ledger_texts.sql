-- What people typed, and what repeats it, stands apart from the chain of the ledger, so that it can
-- be erased. The chained entry reads "forgotten" in its place and holds the digest of the text,
-- which begins with a random salt: without the text, nobody can try out what it may have said.

create table es.ledger_texts (
    tenant   text collate "C" not null,
    position bigint not null, -- Of the entry in es.ledger.
    text     text not null check (jsonb_typeof(text::jsonb) = 'object'),
    constraint ledger_texts_position primary key (tenant, position)
) partition by hash (tenant);

do $$
declare
    v_part text;
begin
    for i in 0..15 loop
        execute format('create table es.ledger_texts_%s partition of es.ledger_texts'
                       ' for values with (modulus 16, remainder %s)', to_char(i, 'fm00'), i);
    end loop;
    for v_part in select format('es.%I', c.relname) from pg_inherits i
                    join pg_class c on c.oid = i.inhrelid
                   where i.inhparent = 'es.ledger_texts'::regclass
                  union all select 'es.ledger_texts' loop
        execute format('alter table %s enable row level security', v_part);
        execute format('alter table %s force row level security', v_part);
        execute format('create policy tenant on %s using (tenant = (select es.tenant()))', v_part);
    end loop;
end $$;
-- Deleted is by es.ledger_forget alone.
grant select, insert on es.ledger_texts to countersign_app;

-- Entries of many callers in one round trip, each with the trace that it belongs to and with its
-- text, or null where it has none.
create function es.ledger_enter(
    p_tenant text, p_traces text[], p_entries text[], p_texts text[], p_durable boolean
) returns bigint language plpgsql volatile as $$
declare
    v_told text;
    v_first bigint;
    v_hash bytea;
    v_hashes bytea[];
    v_at timestamptz;
    v_micros text;
    v_head text;
    v_entry jsonb;
begin
    -- An entry about a read need not wait for the disk; a denial must.
    if not p_durable then
        v_told := set_config('synchronous_commit', 'off', true);
    end if;
    v_told := set_config('app.tenant', p_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended('es.ledger:' || p_tenant, 0));
    select l.position, l.hash into v_first, v_hash
      from es.ledger l where l.tenant = p_tenant order by l.position desc limit 1;
    v_first := coalesce(v_first, 0) + 1;
    v_hash := coalesce(v_hash, sha256('genesis'));
    v_at := clock_timestamp();
    -- What is hashed is the text of a JSON array, put together from its parts.
    v_head := '[1, ' || to_json(p_tenant) || ', ';
    v_micros := ', ' || (extract(epoch from v_at) * 1000000)::bigint || ']';
    -- Most entries come alone, and a row written as such takes a third less than one of a list.
    if cardinality(p_entries) = 1 then
        v_entry := p_entries[1]::jsonb;
        v_hash := sha256(v_hash || convert_to(
            v_head || v_first || ', ' || to_json(p_traces[1]) || ', ' || v_entry::text || v_micros,
            'UTF8'));
        insert into es.ledger (tenant, position, at, trace, entry, hash)
        values (p_tenant, v_first, v_at, p_traces[1], v_entry, v_hash);
        if p_texts[1] is not null then
            insert into es.ledger_texts (tenant, position, text)
            values (p_tenant, v_first, p_texts[1]);
        end if;
        return v_first;
    end if;
    for i in 1..cardinality(p_entries) loop
        v_hash := sha256(v_hash || convert_to(
            v_head || (v_first + i - 1) || ', ' || to_json(p_traces[i]) || ', '
            || p_entries[i]::jsonb::text || v_micros, 'UTF8'));
        v_hashes[i] := v_hash;
    end loop;
    insert into es.ledger (tenant, position, at, trace, entry, hash)
    select p_tenant, v_first + n - 1, v_at, trace, entry::jsonb, hash
      from unnest(p_traces, p_entries, v_hashes) with ordinality as e (trace, entry, hash, n);
    insert into es.ledger_texts (tenant, position, text)
    select p_tenant, v_first + n - 1, text
      from unnest(p_texts) with ordinality as t (text, n) where text is not null;
    return v_first + cardinality(p_entries) - 1;
end $$;

-- The last position whose text is older than so many days, or 0 when there is none. It walks from
-- the oldest text there is to the first entry that is young enough; a clock that was ahead for a
-- while stops nothing.
create function es.ledger_texts_due(p_tenant text, p_days integer)
returns bigint language plpgsql stable as $$
declare
    v_oldest bigint;
    v_young bigint;
    v_due bigint;
begin
    select t.position into v_oldest
      from es.ledger_texts t where t.tenant = p_tenant order by t.position limit 1;
    select l.position into v_young
      from es.ledger l
     where l.tenant = p_tenant and l.position >= v_oldest
       and l.at between clock_timestamp() - make_interval(days => p_days) and clock_timestamp()
     order by l.position limit 1;
    v_young := coalesce(v_young, 9223372036854775807);
    select t.position into v_due
      from es.ledger_texts t
     where t.tenant = p_tenant and t.position < v_young order by t.position desc limit 1;
    return coalesce(v_due, 0);
end $$;

-- Deletes texts and enters who had it done and which they were: neither happens without the other.
-- Where somebody is forgotten in the same transaction these are the texts at some positions, and
-- otherwise all that are older than some days. Answers how many they were; an entry that says
-- nothing more is left out when there were none.
create function es.ledger_forget(
    p_tenant text, p_trace text, p_entry text, p_text text, p_positions bigint[], p_days integer,
    p_always boolean
) returns bigint language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare
    v_entry jsonb := p_entry::jsonb;
    v_until bigint := 0;
    v_gone int8multirange;
    v_count bigint;
begin
    perform set_config('app.tenant', p_tenant, true);
    if coalesce(v_entry ->> 'user', '') = '' then
        raise insufficient_privilege using message = 'The ledger must say who has texts deleted.';
    elsif v_entry ->> 'what' = 'retention' and p_positions is null and p_days >= 30 then
        v_until := es.ledger_texts_due(p_tenant, p_days);
    elsif v_entry ->> 'what' is distinct from 'forgetting' or p_days is not null or not exists (
        select from es.forgotten f
         where f.tenant = p_tenant and f.subject = v_entry ->> 'subject'
           and f.xmin = pg_current_xact_id()::xid -- Written by this transaction, whatever its date.
    ) then
        raise insufficient_privilege using message =
            'Texts of the ledger are deleted with somebody who is forgotten, or after 30 days.';
    end if;
    with gone as (
        delete from es.ledger_texts t
         where t.tenant = p_tenant and (t.position = any(p_positions) or t.position <= v_until)
        returning t.position)
    select count(*), coalesce(range_agg(int8range(position, position, '[]')), '{}')
      into v_count, v_gone from gone;
    if v_count = 0 and not p_always then
        return 0;
    end if;
    if v_until > 0 then
        v_gone := v_gone + int8multirange(int8range(1, v_until, '[]'));
    end if;
    v_entry := v_entry || jsonb_build_object('texts_deleted', v_count, 'texts_gone', v_gone::text);
    perform es.ledger_enter(p_tenant, array[p_trace], array[v_entry::text], array[p_text], true);
    return v_count;
end $$;
revoke execute on function es.ledger_forget(text, text, text, text, bigint[], integer, boolean)
    from public;
grant execute on function es.ledger_forget(text, text, text, text, bigint[], integer, boolean)
    to countersign_app;
