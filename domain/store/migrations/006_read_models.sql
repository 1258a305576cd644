-- The tables of the projections live apart from the truth: they can be dropped and made again.
-- They are generated from the row types, so only their registry is written here.

create schema read_models;
grant usage on schema read_models to countersign_app;

create table es.read_models (
    name        text collate "C" primary key,
    fingerprint text not null,  -- Of the definition that the table was made from.
    made_at     timestamptz not null default clock_timestamp()
);
grant select on es.read_models to countersign_app;
