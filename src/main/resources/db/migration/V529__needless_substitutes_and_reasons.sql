-- Offers that became needless are taken back by the hub.
alter table substitution
    drop constraint substitution_state_check,
    add constraint substitution_state_check check (state in ('proposed', 'accepted', 'refused', 'withdrawn')),
    add column lacking numeric(20, 5) not null default 0;      -- of the line, what no location had when it was offered

create index substitution_proposed on substitution (substitution_id) where state = 'proposed';

-- Why a customer gave goods back, in the words of the system that tells it.
alter table goods_return_line add column reason text;

-- Pieces that advance notices name by serial number; receipts seldom do.
create table advance_notice_piece (
    consignment text not null,                            -- of the notice
    sku         text not null,
    serial      text not null,
    primary key (consignment, sku, serial)
);
create index advance_notice_piece_serial on advance_notice_piece (sku, serial);
