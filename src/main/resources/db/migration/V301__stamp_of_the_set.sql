-- The stamp of a message: also the activation row that chose the version, and the set that it was translated by.

alter table message
    add column mapping_activation integer,              -- number of the row; null when no row chose the version
    add column mapping_set        bigint;               -- value maps were those newest at this generation
