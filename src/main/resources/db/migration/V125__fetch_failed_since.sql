-- A fetch is given up by how long it has failed, not by how old its event is: a replayed one begins anew.
alter table message add column failed_since timestamptz;  -- fetching: its first failure; a replay forgets it
