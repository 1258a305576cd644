-- A key for each person whose data the events hold. Events are never changed, so what must be
-- erasable in them is sealed, and erased by destroying the key.

create table es.data_keys (
    tenant  text collate "C" not null,
    key_id  text collate "C" not null,
    subject text collate "C" not null,
    key     bytea not null,
    made_at timestamptz not null default clock_timestamp(),
    constraint data_keys_id primary key (tenant, key_id),
    constraint data_keys_subject unique (tenant, subject)
);
alter table es.data_keys enable row level security;
alter table es.data_keys force row level security;
create policy tenant on es.data_keys using (tenant = (select es.tenant()));
grant select, insert, delete on es.data_keys to countersign_app; -- A key never changes.

-- That somebody was forgotten stays known: whoever asks again is answered, and a process that
-- keeps what it has read sees that it must read anew.
create table es.forgotten (
    tenant       text collate "C" not null,
    number       bigint not null,
    subject      text collate "C" not null,
    forgotten_at timestamptz not null default clock_timestamp(),
    constraint forgotten_number primary key (tenant, number)
);
alter table es.forgotten enable row level security;
alter table es.forgotten force row level security;
create policy tenant on es.forgotten using (tenant = (select es.tenant()));
grant select, insert on es.forgotten to countersign_app;
