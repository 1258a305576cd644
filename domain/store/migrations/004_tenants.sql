-- The businesses of this database, and the running numbers of their documents.

create table es.tenants (
    tenant     text collate "C" primary key check (tenant ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    created_at timestamptz not null default clock_timestamp(),
    profile    jsonb -- Null for a tenant that has events but was never opened.
);
alter table es.tenants enable row level security;
alter table es.tenants force row level security;
create policy known on es.tenants for select using (true); -- Which tenants exist is no secret here.
create policy opened on es.tenants for insert with check (tenant = (select es.tenant()));
create policy profiled on es.tenants for update using (tenant = (select es.tenant()));
grant select, insert, update on es.tenants to countersign_app;

-- Opening a tenant twice changes nothing.
create function es.open_tenant(p_tenant text, p_profile text) returns void
language plpgsql volatile as $$
begin
    perform set_config('app.tenant', p_tenant, true);
    insert into es.tenants as t (tenant, profile) values (p_tenant, p_profile::jsonb)
        on conflict (tenant) do update set profile = excluded.profile where t.profile is null;
end $$;

create table es.counters (
    tenant text collate "C" not null,
    name   text collate "C" not null,
    value  bigint not null,
    constraint counters_name primary key (tenant, name)
);
alter table es.counters enable row level security;
alter table es.counters force row level security;
create policy tenant on es.counters using (tenant = (select es.tenant()));
grant select, insert, update on es.counters to countersign_app;

-- The first of `p_count` numbers that nobody else gets. A number that is not used leaves a gap:
-- it was promised on a preview, and giving it to somebody else would be worse.
create function es.next_number(p_tenant text, p_name text, p_count integer) returns bigint
language plpgsql volatile as $$
declare
    v_last bigint;
begin
    perform set_config('app.tenant', p_tenant, true);
    insert into es.counters as c (tenant, name, value) values (p_tenant, p_name, p_count)
        on conflict (tenant, name) do update set value = c.value + p_count
        returning c.value into v_last;
    return v_last - p_count + 1;
end $$;
