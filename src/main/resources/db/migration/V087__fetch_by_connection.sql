-- Fetches are claimed by connection, so that the backlog of one is not walked to find the work of another.
create index message_fetching on message (connection, due_at) where state = 'fetching';
