package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** What is claimed for a transfer is what is promised to it and not sent. */
@Component
final class TransferClaimCheck extends ItemCheck {

    TransferClaimCheck() {
        super("transfer_claim", """
                with owed as (
                    select t.consignment || '|' || l.sku as claim_key,
                           case when t.state = 'closed' or t.from_location is null then 0
                                else greatest(0, l.committed - greatest(0, l.sent)) end as quantity
                      from (select * from stock_transfer_line where committed > 0 and :items) as l
                      join stock_transfer t using (consignment)),
                held as (
                    select claim_key, quantity from stock_claim where kind = 'transfer' and quantity > 0 and :items)
                select claim_key, coalesce(owed.quantity, 0), coalesce(held.quantity, 0)
                  from owed full join held using (claim_key)
                 where coalesce(owed.quantity, 0) <> coalesce(held.quantity, 0)
                 order by 1
                """);
    }
}
