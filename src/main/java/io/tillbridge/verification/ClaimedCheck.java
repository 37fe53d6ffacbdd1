package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** What is claimed of an item at a location is the sum of its open claims. */
@Component
final class ClaimedCheck extends ItemCheck {

    ClaimedCheck() {
        super("claimed", """
                with open as (
                    select sku, location, sum(quantity) as quantity
                      from stock_claim where quantity > 0 and :items group by sku, location),
                kept as (
                    select sku, location, claimed from stock_balance where :items)
                select sku || '@' || location, coalesce(open.quantity, 0), coalesce(kept.claimed, 0)
                  from open full join kept using (sku, location)
                 where coalesce(open.quantity, 0) <> coalesce(kept.claimed, 0)
                 order by 1
                """);
    }
}
