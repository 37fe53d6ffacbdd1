-- Figures that were set to what the location's own system said (decision 504): one row for each such movement, kept as long.
create table recon_correction (
    correction_id uuid          primary key,            -- of its movement; made of what it corrects, so the same is corrected once
    number        bigint        generated always as identity unique,
    connection    text          not null,
    sku           text          not null,
    location      text          not null,
    told          numeric(20,5) not null,               -- by the system at told_at
    told_at       timestamptz   not null,
    booked        numeric(20,5) not null,               -- in the books then, before the correction
    moved         numeric(20,5) not null,               -- what was added to the sellable figure; below zero: taken off
    cause         text,                                 -- as it was guessed
    first_seen_at timestamptz   not null,
    corrected_at  timestamptz   not null,
    corrected_by  text          not null
);
create index recon_correction_sku on recon_correction (sku, location, number desc);
