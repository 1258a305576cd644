-- The cards that stand in channels, message by message: when a draft changes, each is written
-- anew. This is the outbox of those changes, and no history: what a card said is in the events.

create table es.posted (
    tenant     text collate "C" not null,
    channel    text collate "C" not null,
    card       text collate "C" not null, -- The name of its first message in the channel.
    part       integer not null check (part > 0),
    ts         text collate "C" not null, -- The name of this message in the channel.
    draft      text collate "C" not null, -- Or several in one table, as PO-1+PO-2.
    viewer     text collate "C" not null, -- The member as whom it was rendered.
    thread     text collate "C" not null default '', -- Empty where the card began one.
    shown      text collate "C" not null default '', -- The digest of what it shows.
    gone       text collate "C" not null default '', -- Why nobody can write it any more.
    changed_at timestamptz not null,
    -- Of the whole card, told by its first message:
    final      boolean not null default false, -- The draft has come to an end.
    due        timestamptz, -- Since when it waits to be written anew.
    tries      integer not null default 0,
    next_try   timestamptz,
    held_by    text collate "C", -- Who is writing it now, and until when nobody else does.
    held_until timestamptz,
    constraint posted_message primary key (tenant, channel, card, part)
);
create index posted_of_draft on es.posted (tenant, draft);
create index posted_together on es.posted (tenant) where draft like '%+%';
create index posted_due on es.posted (tenant, due desc) where due is not null;
create index posted_changed_at on es.posted (tenant, changed_at);
alter table es.posted enable row level security;
alter table es.posted force row level security;
create policy tenant on es.posted using (tenant = (select es.tenant()));
grant select, insert, update, delete on es.posted to countersign_app;
