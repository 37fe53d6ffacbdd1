package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** Nothing is claimed for a line that its order does not have; what it does have is the law {@code order_line}'s. */
@Component
final class OrderClaimCheck extends ItemCheck {

    OrderClaimCheck() {
        super("order_claim", """
                select c.claim_key, 0, c.quantity
                  from (select * from stock_claim
                         where quantity > 0 and kind = 'allocation' and connection is not null and :items) as c
                  left join sales_order o on o.system = c.connection and o.order_id = c.reference
                 where not exists (select from jsonb_array_elements(o.document::jsonb -> 'lines') as line
                                    where line ->> 'id' = c.line_id)
                 order by 1
                """);
    }
}
