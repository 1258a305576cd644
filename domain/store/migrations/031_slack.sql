-- Codes by which a signed-in member links an account elsewhere: one use, some minutes, and only
-- their hash is kept. What came of one is an event; the code itself must be gone.

create table es.link_codes (
    tenant    text collate "C" not null,
    code_hash text collate "C" not null,
    user_name text collate "C" not null,
    until     timestamptz not null,
    constraint link_codes_code primary key (tenant, code_hash)
);
create index link_codes_user on es.link_codes (tenant, user_name);
alter table es.link_codes enable row level security;
alter table es.link_codes force row level security;
create policy tenant on es.link_codes using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.link_codes to countersign_app;

-- What came in from Slack, kept until it is dealt with: a click that was acknowledged outlives a
-- restart, and one that is delivered twice is the same row. What it says goes when it is done.
create table es.deliveries (
    tenant   text collate "C" not null,
    delivery text collate "C" not null,
    kind     text collate "C" not null,
    body     jsonb,
    at       timestamptz not null default clock_timestamp(),
    held     timestamptz,
    done_at  timestamptz,
    constraint deliveries_id primary key (tenant, delivery)
);
create index deliveries_open on es.deliveries (tenant, at) where done_at is null;
alter table es.deliveries enable row level security;
alter table es.deliveries force row level security;
create policy tenant on es.deliveries using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.deliveries to countersign_app;
