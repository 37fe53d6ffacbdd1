-- Locations whose requests of the day are used up (capacity in config/sourcing.yaml): they promise nothing more until then.

create table location_full (
    location text        primary key,
    until_at timestamptz not null                        -- the next morning there
);
