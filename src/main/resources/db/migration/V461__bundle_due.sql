-- Bundles whose figure at a location is to be told anew because a component, or the bundle itself, changed there. Rows go when
-- it is told; one may stand several times.
create table bundle_due (
    due_id   bigint generated always as identity primary key,
    bundle   text   not null,
    location text   not null
);
