-- The stored answer to a request is repeated with its content type; an abandoned request is found by its age.
alter table idempotent_request add column content_type text;
create index idempotent_request_age on idempotent_request (created_at);
