-- Budgets that all nodes share. A node leases permits for some milliseconds and writes here what it has leased, so that a
-- call needs no row of its own. Time is the database's.

create table call_budget (
    name         text        primary key,               -- connection.client, or what several connections share
    state        text        not null default '{}',     -- what was leased, what the partner told, who calls: JSON
    closed_until timestamptz                            -- the partner asked not to be called before; null: it has not
) with (fillfactor = 50);
