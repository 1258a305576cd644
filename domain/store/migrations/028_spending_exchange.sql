-- Between two steps of a turn the counters are asked once: what the request before did use is
-- settled, and the next one reserved, in one trip.

-- Only what is open can lapse; what was settled long ago is found by its time.
create index reservations_open on es.reservations (tenant, until) where state = 'open';

-- Lets what nobody came back to settle count as spent, and forgets what is long over.
-- The moment is given, because an index is no use for a time that may be another for each row.
create function es.spending_lapse(p_tenant text, p_now timestamptz)
returns void language plpgsql volatile as $$
declare
    v_late es.reservations;
begin
    for v_late in
        update es.reservations r set state = 'lapsed'
         where r.tenant = p_tenant and r.state = 'open' and r.until <= p_now
        returning r.*
    loop
        perform es.spending_move(p_tenant, v_late.whose, v_late.periods, v_late.money,
                                 -v_late.money, v_late.tokens, -v_late.tokens);
    end loop;
    delete from es.reservations r
     where r.tenant = p_tenant and r.state <> 'open' and r.until < p_now - interval '2 days';
end $$;

create or replace function es.spending_reserve(
    p_tenant text, p_reservation text, p_whose text[], p_periods text[],
    p_most_money numeric[], p_most_tokens bigint[], p_money numeric, p_tokens bigint,
    p_seconds integer
) returns table (whose text, period text, spent numeric, reserved numeric, tokens bigint,
                 tokens_reserved bigint, over boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    v_now timestamptz;
    v_over boolean;
begin
    -- Lost with the server, a reservation is one call that was in flight; its usage still counts.
    perform set_config('app.tenant', p_tenant, true),
            set_config('synchronous_commit', 'off', true),
            pg_advisory_xact_lock(hashtextextended('es.spending:' || p_tenant, 0));
    v_now := clock_timestamp();
    perform es.spending_lapse(p_tenant, v_now);
    select coalesce(bool_or(
               coalesce(coalesce(s.spent, 0) + coalesce(s.reserved, 0) + p_money
                        > a.most_money, false)
               or coalesce(coalesce(s.tokens, 0) + coalesce(s.tokens_reserved, 0) + p_tokens
                           > a.most_tokens, false)), false)
      into v_over
      from unnest(p_whose, p_periods, p_most_money, p_most_tokens)
           as a (whose, period, most_money, most_tokens)
      left join es.spending s
        on s.tenant = p_tenant and s.whose = a.whose and s.period = a.period;
    if v_over then
        return query
        select a.whose, a.period, coalesce(s.spent, 0), coalesce(s.reserved, 0),
               coalesce(s.tokens, 0), coalesce(s.tokens_reserved, 0), true
          from unnest(p_whose, p_periods) with ordinality as a (whose, period, n)
          left join es.spending s
            on s.tenant = p_tenant and s.whose = a.whose and s.period = a.period
         order by a.n;
        return;
    end if;
    insert into es.reservations (tenant, reservation, whose, periods, money, tokens, until)
    values (p_tenant, p_reservation, p_whose, p_periods, p_money, p_tokens,
            v_now + make_interval(secs => p_seconds));
    return query
    with moved as (
        insert into es.spending as s
               (tenant, whose, period, spent, reserved, tokens, tokens_reserved)
        select p_tenant, a.whose, a.period, 0, p_money, 0, p_tokens
          from unnest(p_whose, p_periods) as a (whose, period)
            on conflict (tenant, whose, period) do update
           set reserved = s.reserved + excluded.reserved,
               tokens_reserved = s.tokens_reserved + excluded.tokens_reserved
        returning s.*
    )
    select m.whose, m.period, m.spent, m.reserved, m.tokens, m.tokens_reserved, false
      from unnest(p_whose, p_periods) with ordinality as a (whose, period, n)
      join moved m on m.whose = a.whose and m.period = a.period
     order by a.n;
end $$;

create function es.spending_exchange(
    p_tenant text, p_reservation text, p_whose text[], p_periods text[],
    p_most_money numeric[], p_most_tokens bigint[], p_money numeric, p_tokens bigint,
    p_seconds integer, p_done text, p_done_whose text[], p_done_periods text[],
    p_done_money numeric, p_done_tokens bigint
) returns table (whose text, period text, spent numeric, reserved numeric, tokens bigint,
                 tokens_reserved bigint, over boolean)
language plpgsql volatile as $$
begin
    if p_done is not null then
        perform es.spending_settle(p_tenant, p_done, p_done_whose, p_done_periods,
                                   p_done_money, p_done_tokens);
    end if;
    return query
    select * from es.spending_reserve(p_tenant, p_reservation, p_whose, p_periods, p_most_money,
                                      p_most_tokens, p_money, p_tokens, p_seconds);
end $$;
