-- How many turns each tier answered and how many calls each control stopped, in a span of time.
-- Entries have their moments in the order of their positions, so the ends of the span are found by
-- halving: no index on time has to be kept by every entry.

create function es.ledger_since(p_tenant text, p_at timestamptz) returns bigint
language plpgsql stable as $$
declare
    v_low bigint := 1;
    v_high bigint;
    v_middle bigint;
    v_at timestamptz;
begin
    select coalesce(max(l.position), 0) + 1 into v_high from es.ledger l where l.tenant = p_tenant;
    while v_low < v_high loop
        v_middle := (v_low + v_high) / 2;
        select l.at into v_at from es.ledger l
         where l.tenant = p_tenant and l.position >= v_middle order by l.position limit 1;
        if v_at < p_at then
            v_low := v_middle + 1;
        else
            v_high := v_middle;
        end if;
    end loop;
    return v_low;
end $$;

create function es.ledger_tally(p_tenant text, p_from timestamptz, p_until timestamptz)
returns table (what text, tier integer, kind text, control text, stop text, entries bigint,
               elapsed_ms numeric)
language plpgsql stable as $$
#variable_conflict use_column
declare
    v_from bigint := es.ledger_since(p_tenant, p_from);
    v_until bigint := es.ledger_since(p_tenant, p_until);
begin
    return query
    select l.entry ->> 'what', (l.entry ->> 'tier')::integer, coalesce(l.entry ->> 'kind', ''),
           coalesce(l.entry ->> 'control', ''),
           coalesce(l.entry -> 'model' -> -1 ->> 'stop', ''), count(*),
           coalesce(sum((l.entry ->> 'elapsed_ms')::numeric), 0)
      from es.ledger l
     where l.tenant = p_tenant and l.position >= v_from and l.position < v_until
       and (l.entry ->> 'what' = 'turn'
            or l.entry ->> 'what' = 'verdict' and l.entry ->> 'verdict' = 'denied')
     group by 1, 2, 3, 4, 5;
end $$;
