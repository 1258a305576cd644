-- States of long streams, so that what came before need not be folded again. They are never truth:
-- each can be thrown away at any time, and none is believed unless the event at its version still
-- has the hash that it had.

create table es.snapshots (
    tenant      text collate "C" not null,
    stream      text collate "C" not null,
    decider     text collate "C" not null,
    version     bigint not null check (version > 0),
    hash        bytea not null,            -- Of the event at this version.
    fingerprint text collate "C" not null, -- Of the rule that folded the state.
    state       jsonb not null,
    kept_at     timestamptz not null default clock_timestamp(),
    constraint snapshots_stream primary key (tenant, stream)
);
alter table es.snapshots enable row level security;
alter table es.snapshots force row level security;
create policy tenant on es.snapshots using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.snapshots to countersign_app;

-- A snapshot that is lost is made again, so nobody waits for the disk.
create function es.keep_snapshot(
    p_tenant text, p_stream text, p_decider text, p_version bigint, p_hash bytea,
    p_fingerprint text, p_state text
) returns void language plpgsql volatile as $$
begin
    perform set_config('app.tenant', p_tenant, true);
    perform set_config('synchronous_commit', 'off', true);
    insert into es.snapshots as s (tenant, stream, decider, version, hash, fingerprint, state)
    values (p_tenant, p_stream, p_decider, p_version, p_hash, p_fingerprint, p_state::jsonb)
        on conflict (tenant, stream) do update
        set decider = excluded.decider, version = excluded.version, hash = excluded.hash,
            fingerprint = excluded.fingerprint, state = excluded.state,
            kept_at = excluded.kept_at;
end $$;
