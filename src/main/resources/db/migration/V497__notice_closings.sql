-- Who said that nothing more is expected of an advance notice (decision 419): receipts and people. What is missing then is raised;
-- nothing moves.
create table advance_notice_closing (
    consignment text        not null,                     -- notice|system|id, or purchase_order|number: of all that name it
    message_id  uuid        not null,                     -- the receipt; of a closing by a person: an id of its own
    closed_at   timestamptz not null,
    closed_by   text,                                     -- a person; null: the source
    why         text,
    primary key (consignment, message_id)
);
create index advance_notice_closing_message on advance_notice_closing (message_id);

-- Whether one of them is known, kept with them. Of a closed line nothing is to come, whatever is missing.
alter table advance_notice_line add column closed boolean not null default false;
