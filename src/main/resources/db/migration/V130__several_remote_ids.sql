-- Several remote ids of one kind may stand for one local id: each is understood, and the one linked last is told.

create sequence cross_reference_link;

alter table cross_reference
    add column link_number bigint not null default nextval('cross_reference_link'); -- grows with every new link

alter sequence cross_reference_link owned by cross_reference.link_number;

drop index cross_reference_local;
create index cross_reference_local on cross_reference (connection, kind, local_id, link_number);
