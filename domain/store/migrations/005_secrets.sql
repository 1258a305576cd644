-- What must be erasable and therefore cannot be an event: passwords, tokens, conversations.

create table es.credentials (
    tenant        text collate "C" not null,
    user_name     text collate "C" not null,
    password_hash text not null,
    changed_at    timestamptz not null default clock_timestamp(),
    constraint credentials_user primary key (tenant, user_name)
);
alter table es.credentials enable row level security;
alter table es.credentials force row level security;
create policy tenant on es.credentials using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.credentials to countersign_app;

create table es.tokens (
    tenant       text collate "C" not null,
    token_id     text collate "C" not null,
    token_hash   text collate "C" not null,
    user_name    text collate "C" not null,
    audience     text collate "C" not null,
    created_at   timestamptz not null default clock_timestamp(),
    revoked_at   timestamptz,
    last_used_at timestamptz,
    constraint tokens_id primary key (tenant, token_id)
);
create unique index tokens_hash on es.tokens (token_hash);
alter table es.tokens enable row level security;
alter table es.tokens force row level security;
create policy tenant on es.tokens using (tenant = (select es.tenant()));
-- A bearer token says which tenant it belongs to, so whoever shows it may see its own row.
create policy bearer on es.tokens for select
    using (token_hash = nullif(current_setting('app.token_hash', true), ''));
grant select, insert, update, delete on es.tokens to countersign_app;

-- Who shows this token, or nothing when it is unknown or revoked. Its last use is noted to the
-- minute, so that a busy token does not write with every request.
create function es.token_owner(
    p_token_hash text, out tenant text, out user_name text, out audience text
) returns setof record language plpgsql volatile as $$
declare
    v_token es.tokens;
begin
    perform set_config('app.token_hash', p_token_hash, true);
    select * into v_token from es.tokens t where t.token_hash = p_token_hash;
    if not found or v_token.revoked_at is not null then
        return;
    end if;
    if v_token.last_used_at is null or v_token.last_used_at < now() - interval '1 minute' then
        perform set_config('app.tenant', v_token.tenant, true);
        perform set_config('synchronous_commit', 'off', true);
        update es.tokens t set last_used_at = now()
         where t.tenant = v_token.tenant and t.token_id = v_token.token_id;
    end if;
    tenant := v_token.tenant;
    user_name := v_token.user_name;
    audience := v_token.audience;
    return next;
end $$;

create table es.conversations (
    tenant       text collate "C" not null,
    conversation text collate "C" not null,
    user_name    text collate "C" not null,
    context      jsonb not null,
    updated_at   timestamptz not null default clock_timestamp(),
    constraint conversations_id primary key (tenant, conversation)
);
create index conversations_user on es.conversations (tenant, user_name, updated_at);
alter table es.conversations enable row level security;
alter table es.conversations force row level security;
create policy tenant on es.conversations using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.conversations to countersign_app;
