-- How many of an item leave a location for customers in a day, over the last weeks; written anew by a job (decision 417). A row
-- of location '*' is of all locations together.
create table item_rate (
    sku      text           not null,
    location text           not null,
    daily    numeric(20, 5) not null check (daily > 0),
    primary key (sku, location)
);

alter table availability_due
    drop constraint availability_due_scope_check,
    add constraint availability_due_scope_check check (scope in ('all', 'abc_class', 'velocity', 'category', 'sku'));
