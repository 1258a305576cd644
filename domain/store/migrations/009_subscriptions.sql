-- How far each subscriber has come in each tenant's events, and what it had to put aside.

create table es.checkpoints (
    tenant     text collate "C" not null,
    subscriber text collate "C" not null,
    position   bigint not null default 0,   -- Everything up to here is handled or parked.
    attempts   integer not null default 0,  -- How often the event after it has failed.
    pauses     integer not null default 0,  -- How often in a row it had to wait, failed or not.
    retry_at   timestamptz,                 -- Nobody tries before; all processes keep to it.
    reason     text,                        -- Why it waits.
    updated_at timestamptz not null default clock_timestamp(),
    constraint checkpoints_subscriber primary key (tenant, subscriber)
);
alter table es.checkpoints enable row level security;
alter table es.checkpoints force row level security;
create policy tenant on es.checkpoints using (tenant = (select es.tenant()));
grant select, insert, update on es.checkpoints to countersign_app;

create table es.parked (
    tenant     text collate "C" not null,
    subscriber text collate "C" not null,
    position   bigint not null,
    attempts   integer not null,
    reason     text not null,
    again      boolean not null default false, -- Somebody asked that it be tried once more.
    parked_at  timestamptz not null default clock_timestamp(),
    constraint parked_position primary key (tenant, subscriber, position)
);
create index parked_again on es.parked (tenant, subscriber, position) where again;
alter table es.parked enable row level security;
alter table es.parked force row level security;
create policy tenant on es.parked using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.parked to countersign_app;
