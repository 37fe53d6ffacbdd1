-- The same delivery id with another body is another document: a sender's id may be unique only per second. Null, of receipts
-- written before, equals no body: what arrives again is decided by its fact or revision.
alter table receipt add column body_hash uuid;          -- first 128 bits of the body's SHA-256
comment on column receipt.message_id is 'the message that brought body_hash: the last one with a body of its own';
