-- Questions about many tenants in one round trip, so that quiet ones cost none of their own. The
-- server goes from tenant to tenant as a program would: each statement sees the rows of one.

-- The position of each tenant's newest event; 0 where there is none.
create function es.newest_of(p_tenants text[]) returns table (tenant text, newest bigint)
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    v_tenant text;
begin
    foreach v_tenant in array p_tenants loop
        perform set_config('app.tenant', v_tenant, true);
        return query
        select v_tenant, coalesce((select e.position from es.events e where e.tenant = v_tenant
                                    order by e.position desc limit 1), 0);
    end loop;
    perform set_config('app.tenant', '', true);
end $$;

-- Which subscribers have something to do for which tenant now.
create function es.due(p_tenants text[], p_subscribers text[])
returns table (tenant text, subscriber text)
language plpgsql volatile set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
    v_tenant text;
begin
    foreach v_tenant in array p_tenants loop
        perform set_config('app.tenant', v_tenant, true);
        return query
        select v_tenant, s.name
          from unnest(p_subscribers) as s (name)
          left join es.checkpoints c on c.tenant = v_tenant and c.subscriber = s.name
         where coalesce(c.retry_at <= clock_timestamp(), true)
           and (coalesce(c.position, 0) <> coalesce(
                    (select e.position from es.events e where e.tenant = v_tenant
                      order by e.position desc limit 1), 0)
                or exists (select from es.parked p where p.tenant = v_tenant
                              and p.subscriber = s.name and p.again));
    end loop;
    perform set_config('app.tenant', '', true);
end $$;
