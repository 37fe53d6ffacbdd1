package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/**
 * Goods are conserved: what all locations hold of an item is what the virtual places gave less what they took. Compared over
 * all buckets and locations at once, so a figure that was moved from one to another is left to {@link BalanceCheck}.
 */
@Component
final class ConservationCheck extends ItemCheck {

    ConservationCheck() {
        super("conservation", """
                with given as (
                    select sku, sum(case when from_place in ('supplier', 'customer', 'in_transit', 'loss')
                                         then quantity else 0 end
                                    - case when to_place in ('supplier', 'customer', 'in_transit', 'loss')
                                           then quantity else 0 end) as quantity
                      from stock_movement where :items group by sku),
                held as (
                    select sku, sum(sellable + damaged + quality_hold + display) as quantity
                      from stock_balance where :items group by sku)
                select sku, coalesce(given.quantity, 0), coalesce(held.quantity, 0)
                  from given full join held using (sku)
                 where coalesce(given.quantity, 0) <> coalesce(held.quantity, 0)
                 order by 1
                """);
    }
}
