-- After which positions the history of a business went on from a backup. The positions behind are
-- given a second time, to other events; the mark tells these from those that were lost.

create table es.restores (
    tenant      text collate "C" not null, -- Empty: all that begin after the newest restore.
    position    bigint not null,           -- The newest event that came back.
    mark        text not null,             -- Of one restore; part of the ids of events behind it.
    restored_at timestamptz not null default clock_timestamp(),
    constraint restores_position primary key (tenant, position)
);
alter table es.restores enable row level security;
alter table es.restores force row level security;
create policy tenant on es.restores using (tenant = (select es.tenant()));
create policy later on es.restores for select using (tenant = '');
grant select on es.restores to countersign_app;
