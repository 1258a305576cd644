-- What the model has used, counted by period: of the business, of each person and each agent.
-- These are counters and no events: a turn counts twice for each of them, and nobody asks for
-- yesterday's reservations. That a budget is nearly or all used is an event, recorded once.

create table es.spending (
    tenant          text collate "C" not null,
    whose           text collate "C" not null,
    period          text collate "C" not null, -- A month as 2026-11 or a day as 2026-11-29.
    spent           numeric not null default 0,
    reserved        numeric not null default 0,
    tokens          bigint not null default 0,
    tokens_reserved bigint not null default 0,
    constraint spending_account primary key (tenant, whose, period)
);
alter table es.spending enable row level security;
alter table es.spending force row level security;
create policy tenant on es.spending using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.spending to countersign_app;

-- One reservation for each call of a model: open until its usage is known or its time is over.
create table es.reservations (
    tenant      text collate "C" not null,
    reservation text collate "C" not null,
    whose       text[] not null,
    periods     text[] not null,
    money       numeric not null,
    tokens      bigint not null,
    until       timestamptz not null,
    state       text collate "C" not null default 'open'
                check (state in ('open', 'lapsed', 'settled')),
    constraint reservations_id primary key (tenant, reservation)
);
create index reservations_until on es.reservations (tenant, until);
alter table es.reservations enable row level security;
alter table es.reservations force row level security;
create policy tenant on es.reservations using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.reservations to countersign_app;

-- Moves the accounts of one reservation: `spent` and `reserved` are what is added to each.
create function es.spending_move(
    p_tenant text, p_whose text[], p_periods text[],
    p_spent numeric, p_reserved numeric, p_tokens bigint, p_tokens_reserved bigint
) returns void language sql volatile as $$
    insert into es.spending as s
           (tenant, whose, period, spent, reserved, tokens, tokens_reserved)
    select p_tenant, whose, period, p_spent, p_reserved, p_tokens, p_tokens_reserved
      from unnest(p_whose, p_periods) as a (whose, period)
        on conflict (tenant, whose, period) do update
       set spent = s.spent + excluded.spent,
           reserved = s.reserved + excluded.reserved,
           tokens = s.tokens + excluded.tokens,
           tokens_reserved = s.tokens_reserved + excluded.tokens_reserved;
$$;

-- Reserves on every account or on none, and says how each of them stands. One caller of a tenant
-- after the other, so that two of them can never both be given what is left for one.
-- A reservation that nobody came back to settle counts as spent when its time is over: the
-- provider may have charged for it, and a budget that forgets that is none.
create function es.spending_reserve(
    p_tenant text, p_reservation text, p_whose text[], p_periods text[],
    p_most_money numeric[], p_most_tokens bigint[], p_money numeric, p_tokens bigint,
    p_seconds integer
) returns table (whose text, period text, spent numeric, reserved numeric, tokens bigint,
                 tokens_reserved bigint, over boolean)
language plpgsql volatile as $$
#variable_conflict use_column
declare
    v_late es.reservations;
    v_over boolean;
begin
    perform set_config('app.tenant', p_tenant, true);
    -- Lost with the server, a reservation is one call that was in flight; its usage still counts.
    perform set_config('synchronous_commit', 'off', true);
    perform pg_advisory_xact_lock(hashtextextended('es.spending:' || p_tenant, 0));
    for v_late in
        update es.reservations r set state = 'lapsed'
         where r.tenant = p_tenant and r.state = 'open' and r.until <= clock_timestamp()
        returning r.*
    loop
        perform es.spending_move(p_tenant, v_late.whose, v_late.periods, v_late.money,
                                 -v_late.money, v_late.tokens, -v_late.tokens);
    end loop;
    delete from es.reservations r
     where r.tenant = p_tenant and r.state <> 'open'
       and r.until < clock_timestamp() - interval '2 days';
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
    if not v_over then
        insert into es.reservations
               (tenant, reservation, whose, periods, money, tokens, until)
        values (p_tenant, p_reservation, p_whose, p_periods, p_money, p_tokens,
                clock_timestamp() + make_interval(secs => p_seconds));
        perform es.spending_move(p_tenant, p_whose, p_periods, 0, p_money, 0, p_tokens);
    end if;
    return query
    select a.whose, a.period, coalesce(s.spent, 0), coalesce(s.reserved, 0),
           coalesce(s.tokens, 0), coalesce(s.tokens_reserved, 0), v_over
      from unnest(p_whose, p_periods) with ordinality as a (whose, period, n)
      left join es.spending s
        on s.tenant = p_tenant and s.whose = a.whose and s.period = a.period
     order by a.n;
end $$;

-- Puts the usage in the place of the estimate, once; false when that had happened before.
create function es.spending_settle(
    p_tenant text, p_reservation text, p_whose text[], p_periods text[],
    p_money numeric, p_tokens bigint
) returns boolean language plpgsql volatile as $$
declare
    v_kept es.reservations;
begin
    perform set_config('app.tenant', p_tenant, true);
    -- Lost with the server, it leaves the reservation, which then lapses as spent in full.
    perform set_config('synchronous_commit', 'off', true);
    perform pg_advisory_xact_lock(hashtextextended('es.spending:' || p_tenant, 0));
    select * into v_kept from es.reservations r
     where r.tenant = p_tenant and r.reservation = p_reservation;
    if not found then
        insert into es.reservations
               (tenant, reservation, whose, periods, money, tokens, until, state)
        values (p_tenant, p_reservation, p_whose, p_periods, p_money, p_tokens,
                clock_timestamp(), 'settled');
        perform es.spending_move(p_tenant, p_whose, p_periods, p_money, 0, p_tokens, 0);
        return true;
    elsif v_kept.state = 'settled' then
        return false;
    elsif v_kept.state = 'open' then
        perform es.spending_move(p_tenant, v_kept.whose, v_kept.periods, p_money, -v_kept.money,
                                 p_tokens, -v_kept.tokens);
    else
        perform es.spending_move(p_tenant, v_kept.whose, v_kept.periods,
                                 p_money - v_kept.money, 0, p_tokens - v_kept.tokens, 0);
    end if;
    update es.reservations r set state = 'settled'
     where r.tenant = p_tenant and r.reservation = p_reservation;
    return true;
end $$;
