-- The files that drafts were read from, as they came: whoever signs can look at the original. A
-- file is named by its content, so that it is kept once and cannot be exchanged for another.

create table es.evidence (
    tenant   text collate "C" not null,
    file     text collate "C" not null check (file ~ '^[0-9a-f]{64}$'), -- SHA-256 of the content.
    name     text not null, -- What its sender called it, which says nothing of what it is.
    form     text not null,
    size     bigint not null check (size = octet_length(content)),
    content  bytea not null,
    kept_by  text collate "C" not null,
    kept_at  timestamptz not null default clock_timestamp(),
    constraint evidence_file primary key (tenant, file)
);
create index evidence_kept_at on es.evidence (tenant, kept_at);
alter table es.evidence enable row level security;
alter table es.evidence force row level security;
create policy tenant on es.evidence using (tenant = (select es.tenant()));
grant select, insert, delete on es.evidence to countersign_app;
