-- A body is stored as one LZ4 block where that is clearly shorter: most documents are JSON that shrinks to a third.
alter table message_raw add column body_length integer; -- bytes of the body once unpacked; null: stored as received
comment on column message_raw.body is 'as received, payment card numbers redacted; an LZ4 block when body_length is set';
