-- What runs of reconciliation found (decision 504). Rows of runs end with retention; a drift's row ends when it is equal again.
create table recon_run (
    run_id            bigint      generated always as identity primary key,
    connection        text        not null,
    started_at        timestamptz not null,
    finished_at       timestamptz not null,
    items             bigint      not null,               -- compared: both sides known and young enough
    in_order          bigint      not null,               -- within tolerance
    first_seen        bigint      not null,               -- transient
    confirmed         bigint      not null,
    stale             bigint      not null,
    missing           bigint      not null,
    correctable       bigint      not null,               -- of the confirmed: small enough to be corrected
    corrected         bigint      not null default 0,     -- of those; each counted in its own transaction
    booked_units      numeric     not null,               -- what the books have of what was compared, each above zero
    drift_units       numeric     not null,               -- of the confirmed, each above zero
    detected          bigint      not null,               -- seen first in this run, with a run before
    detection_seconds bigint      not null,               -- from the run before, summed over detected
    stopped           text                                -- what tripped the breaker; null: nothing did
);
create index recon_run_last on recon_run (connection, run_id desc);
create index recon_run_old on recon_run (finished_at);

create table recon_drift (
    drift_id      bigint        generated always as identity unique,
    connection    text          not null,
    sku           text          not null,
    location      text          not null,
    class         text          not null check (class in ('transient', 'confirmed', 'missing')),
    told          numeric(20,5),                          -- null: the system said nothing of it
    told_at       timestamptz,                            -- the watermark
    booked        numeric(20,5),                          -- at the watermark; null: the books do not know it there
    came          numeric(20,5) not null,                 -- in flight, into the location
    went          numeric(20,5) not null,                 -- in flight, out of it
    drift         numeric(20,5),                          -- told less booked and in flight; null: one side is missing
    drift_value   numeric,                                -- above zero, at the item's cost; null: no cost is known
    currency      text,
    first_seen_at timestamptz   not null,
    sightings     integer       not null,
    began_after   timestamptz,                            -- the run before the first sight
    outcome       text,                                   -- of a confirmed one: correct, or why not
    cause         text,
    derived_from  text,                                   -- what the cause was guessed from
    seen_at       timestamptz   not null,                 -- by the last run that judged it
    primary key (connection, sku, location)
) with (fillfactor = 80);
create index recon_drift_sku on recon_drift (sku, location);
