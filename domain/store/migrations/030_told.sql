-- What people and channels were told of drafts, so that nobody is told the same twice. A mark is
-- made before the message leaves; one that never left is taken up again after a while.

create table es.told (
    tenant    text collate "C" not null,
    recipient text collate "C" not null, -- A member, or the id of a channel.
    about     text collate "C" not null, -- A draft; empty of what is about none alone.
    state     text collate "C" not null, -- What was told of it: waits.2, expiring.2, signed.2.
    way       text collate "C" not null, -- In a message of its own, with others, in a digest.
    told_at   timestamptz not null,
    sent      boolean not null default false,
    constraint told_once primary key (tenant, recipient, about, state)
);
create index told_of_drafts on es.told (tenant, about);
create index told_lately on es.told (tenant, told_at);
alter table es.told enable row level security;
alter table es.told force row level security;
create policy tenant on es.told using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.told to countersign_app;
