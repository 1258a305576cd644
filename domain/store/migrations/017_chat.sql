-- What the chat has drawn on screens. The history of the business never depends on it. The columns
-- are those of Chainlit 2.12: each key of its step dictionary is one, and a missing one would lose
-- steps without a word. Its statements name no tenant; whoever speaks is the default.

do $$ begin
    -- The tables of earlier versions had no tenant, and were made by the chat itself.
    if to_regclass('chat.users') is not null then
        lock table chat.users, chat.threads, chat.steps, chat.elements, chat.feedbacks;
        alter schema chat rename to chat_before;
    end if;
end $$;
create schema if not exists chat;

create table chat.users (
    tenant       text collate "C" not null default es.tenant(),
    "id"         uuid not null,
    "identifier" text collate "C" not null,
    "metadata"   jsonb not null,
    "createdAt"  text,
    constraint users_id primary key (tenant, "id"),
    constraint users_identifier unique (tenant, "identifier")
);

create table chat.threads (
    tenant           text collate "C" not null default es.tenant(),
    "id"             uuid not null,
    "createdAt"      text,
    "name"           text,
    "userId"         uuid,
    "userIdentifier" text,
    "tags"           text[],
    "metadata"       jsonb,
    recorded_at      timestamptz not null default clock_timestamp(), -- What Chainlit says is text.
    constraint threads_id primary key (tenant, "id")
);

create table chat.steps (
    tenant          text collate "C" not null default es.tenant(),
    "id"            uuid not null,
    "name"          text not null,
    "type"          text not null,
    "threadId"      uuid not null,
    "parentId"      uuid,
    "streaming"     boolean not null,
    "waitForAnswer" boolean,
    "isError"       boolean,
    "metadata"      jsonb,
    "tags"          text[],
    "input"         text,
    "output"        text,
    "createdAt"     text,
    "command"       text,
    "start"         text,
    "end"           text,
    "generation"    jsonb,
    "showInput"     text,
    "language"      text,
    "indent"        integer,
    "defaultOpen"   boolean,
    "autoCollapse"  boolean,
    "icon"          text,
    "modes"         jsonb,
    recorded_at     timestamptz not null default clock_timestamp(),
    constraint steps_id primary key (tenant, "id")
);

create table chat.elements (
    tenant         text collate "C" not null default es.tenant(),
    "id"           uuid not null,
    "threadId"     uuid,
    "type"         text,
    "url"          text,
    "chainlitKey"  text,
    "name"         text not null,
    "display"      text,
    "objectKey"    text,
    "size"         text,
    "page"         integer,
    "language"     text,
    "forId"        uuid,
    "mime"         text,
    "props"        jsonb,
    "autoPlay"     boolean,
    "playerConfig" jsonb,
    constraint elements_id primary key (tenant, "id")
);

create table chat.feedbacks (
    tenant     text collate "C" not null default es.tenant(),
    "id"       uuid not null,
    "forId"    uuid not null,
    "threadId" uuid not null,
    "value"    integer not null,
    "comment"  text,
    constraint feedbacks_id primary key (tenant, "id")
);

-- The contents of elements: charts and the data of cards.
create table chat.files (
    tenant      text collate "C" not null default es.tenant(),
    "objectKey" text collate "C" not null,
    "threadId"  uuid not null,
    "content"   bytea not null,
    constraint files_key primary key (tenant, "objectKey")
);

-- Whose a conversation was stands in the name of the person who signed in: anna@maison. One that
-- is nobody's could be opened by nobody, and is left behind.
create function pg_temp.tenant_in(identifier text) returns text language sql
return substring(identifier from '@([a-z0-9][a-z0-9_-]{0,62})$');

create function pg_temp.moment(said text) returns timestamptz language plpgsql as $$
begin
    return least(said::timestamptz, clock_timestamp());
exception when others then
    return clock_timestamp(); -- A browser may have said anything.
end $$;

do $$ begin
    if to_regclass('chat_before.users') is null then
        return;
    end if;
    insert into chat.users (tenant, "id", "identifier", "metadata", "createdAt")
    select pg_temp.tenant_in(u."identifier"), u."id", u."identifier", u."metadata", u."createdAt"
      from chat_before.users u where pg_temp.tenant_in(u."identifier") is not null;

    insert into chat.threads (tenant, "id", "createdAt", "name", "userId", "userIdentifier",
                              "tags", "metadata", recorded_at)
    select whose.tenant, t."id", t."createdAt", t."name", u."id", t."userIdentifier", t."tags",
           t."metadata", pg_temp.moment(t."createdAt")
      from chat_before.threads t
      left join chat_before.users u on u."id" = t."userId"
     cross join lateral (
           select pg_temp.tenant_in(coalesce(u."identifier", t."userIdentifier"))) whose (tenant)
     where whose.tenant is not null;

    insert into chat.steps (
           tenant, "id", "name", "type", "threadId", "parentId", "streaming", "waitForAnswer",
           "isError", "metadata", "tags", "input", "output", "createdAt", "command", "start",
           "end", "generation", "showInput", "language", "indent", "defaultOpen",
           "autoCollapse", "icon", "modes", recorded_at)
    select t.tenant, s."id", s."name", s."type", s."threadId", s."parentId", s."streaming",
           s."waitForAnswer", s."isError", s."metadata", s."tags", s."input", s."output",
           s."createdAt", s."command", s."start", s."end", s."generation", s."showInput",
           s."language", s."indent", s."defaultOpen", s."autoCollapse", s."icon", s."modes",
           pg_temp.moment(s."createdAt")
      from chat_before.steps s join chat.threads t on t."id" = s."threadId";

    insert into chat.elements (
           tenant, "id", "threadId", "type", "url", "chainlitKey", "name", "display",
           "objectKey", "size", "page", "language", "forId", "mime", "props", "autoPlay",
           "playerConfig")
    select t.tenant, e."id", e."threadId", e."type", e."url", e."chainlitKey", e."name",
           e."display", e."objectKey", e."size", e."page", e."language", e."forId", e."mime",
           e."props", e."autoPlay", e."playerConfig"
      from chat_before.elements e join chat.threads t on t."id" = e."threadId";

    insert into chat.feedbacks (tenant, "id", "forId", "threadId", "value", "comment")
    select s.tenant, f."id", f."forId", f."threadId", f."value", f."comment"
      from chat_before.feedbacks f join chat.steps s on s."id" = f."forId";

    drop schema chat_before cascade;
end $$;

create index threads_of_user on chat.threads (tenant, "userId");
create index steps_of_thread on chat.steps (tenant, "threadId", "createdAt");
create index elements_of_thread on chat.elements (tenant, "threadId");
create index elements_by_key on chat.elements (tenant, "objectKey");
create index feedbacks_of_step on chat.feedbacks (tenant, "forId");
create index files_of_thread on chat.files (tenant, "threadId");

-- Whoever deletes a conversation deletes all of it, in one statement.
alter table chat.threads add constraint threads_user
    foreign key (tenant, "userId") references chat.users (tenant, "id") on delete cascade;
alter table chat.steps add constraint steps_thread
    foreign key (tenant, "threadId") references chat.threads (tenant, "id") on delete cascade;
alter table chat.elements add constraint elements_thread
    foreign key (tenant, "threadId") references chat.threads (tenant, "id") on delete cascade;
alter table chat.feedbacks add constraint feedbacks_step
    foreign key (tenant, "forId") references chat.steps (tenant, "id") on delete cascade;
alter table chat.files add constraint files_thread
    foreign key (tenant, "threadId") references chat.threads (tenant, "id") on delete cascade;

alter table chat.users enable row level security;
alter table chat.users force row level security;
create policy tenant on chat.users using (tenant = (select es.tenant()));
alter table chat.threads enable row level security;
alter table chat.threads force row level security;
create policy tenant on chat.threads using (tenant = (select es.tenant()));
alter table chat.steps enable row level security;
alter table chat.steps force row level security;
create policy tenant on chat.steps using (tenant = (select es.tenant()));
alter table chat.elements enable row level security;
alter table chat.elements force row level security;
create policy tenant on chat.elements using (tenant = (select es.tenant()));
alter table chat.feedbacks enable row level security;
alter table chat.feedbacks force row level security;
create policy tenant on chat.feedbacks using (tenant = (select es.tenant()));
alter table chat.files enable row level security;
alter table chat.files force row level security;
create policy tenant on chat.files using (tenant = (select es.tenant()));

grant usage on schema chat to countersign_app;
grant select, insert, update on chat.users to countersign_app;
grant select, insert, update, delete
   on chat.threads, chat.steps, chat.elements, chat.feedbacks, chat.files to countersign_app;
