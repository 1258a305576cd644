-- Tables of projections are built here, beside the ones that are read. Nobody but the owner of the
-- database may enter: a table moves to read_models when it is whole.
create schema read_models_next;

-- Which rules keep the rows, in one row. A program whose projections are others writes no rows and
-- therefore no events either: it reads this in the transaction of each append, and whoever
-- exchanges the tables locks it, so that no append begins by one rule and ends by another.
create table es.rules (
    single      boolean primary key default true check (single),
    fingerprint text not null
);
grant select on es.rules to countersign_app;

-- In which phase a file was applied. A program that does not know a file of the first phase works
-- on, because such a file takes nothing away; with one of the second phase it does not begin.
alter table es.migrations
    add column phase text not null default 'pre' check (phase in ('pre', 'post'));
