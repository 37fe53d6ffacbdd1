-- What is promised to a transfer before it is sent is claimed where it is to leave (kind transfer).

-- What one event promised to a transfer; of several the one that happened last counts.
create table stock_transfer_commitment (
    message_id uuid           not null,
    sku        text           not null,
    quantity   numeric(20, 5) not null check (quantity >= 0),
    primary key (message_id, sku)
);

alter table stock_transfer_line add column committed numeric(20, 5) not null default 0;   -- by the last such event

alter table stock_claim
    drop constraint stock_claim_state,
    drop constraint stock_claim_open,
    add constraint stock_claim_state check (state in ('held', 'confirmed', 'allocated', 'picked', 'committed', 'consumed',
                                                     'released', 'expired', 'rejected', 'moved', 'paid_unreserved')),
    add constraint stock_claim_open check (quantity = 0
                                           or state in ('held', 'confirmed', 'allocated', 'picked', 'committed'));
