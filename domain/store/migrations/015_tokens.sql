-- A token names its tenant, so that it is looked up among the tokens of that tenant and no index
-- or statement reaches over tenants. Tokens made before this do not name one: make them again.

create unique index tokens_of_tenant on es.tokens (tenant, token_hash);

-- Who shows this token, or nothing when it is unknown or revoked. Its last use is noted to the
-- minute, so that a busy token does not write with every request.
create function es.token_owner(
    p_tenant text, p_token_hash text, out user_name text, out audience text
) returns setof record language plpgsql volatile as $$
declare
    v_token es.tokens;
begin
    perform set_config('app.tenant', p_tenant, true);
    select * into v_token from es.tokens t
     where t.tenant = p_tenant and t.token_hash = p_token_hash;
    if not found or v_token.revoked_at is not null then
        return;
    end if;
    if v_token.last_used_at is null or v_token.last_used_at < now() - interval '1 minute' then
        perform set_config('synchronous_commit', 'off', true);
        update es.tokens t set last_used_at = now()
         where t.tenant = p_tenant and t.token_id = v_token.token_id;
    end if;
    user_name := v_token.user_name;
    audience := v_token.audience;
    return next;
end $$;
