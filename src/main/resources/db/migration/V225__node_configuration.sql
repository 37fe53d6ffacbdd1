-- What each node runs, and how its newest reload ended: nodes whose files differ are told from each other.
create table node_configuration (
    node        text        primary key,                -- a process; rows of those not seen for a day are forgotten
    seen_at     timestamptz not null,                   -- by database time
    outcome     text        not null check (outcome in ('unchanged', 'swapped', 'refused', 'incomplete')),
    code        text,                                   -- why it was refused or is incomplete
    detail      text        not null,                   -- the outcome, as JSON
    at          timestamptz not null,                   -- of the outcome
    generations text        not null                    -- {connection: generation}, as JSON
);
