package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** A balance is the sum of the movements of its item, location and bucket. */
@Component
final class BalanceCheck extends ItemCheck {

    BalanceCheck() {
        super("balance", """
                with moved as (
                    select sku, place, bucket, sum(quantity) as quantity
                      from (select sku, to_place as place, to_bucket as bucket, quantity
                              from stock_movement where :items
                            union all
                            select sku, from_place, from_bucket, -quantity
                              from stock_movement where :items) as leg
                     where place not in ('supplier', 'customer', 'in_transit', 'loss')
                     group by sku, place, bucket),
                kept as (
                    select sku, location as place, bucket, quantity
                      from stock_balance,
                           lateral (values ('sellable', sellable), ('damaged', damaged),
                                           ('quality_hold', quality_hold), ('display', display)) as b (bucket, quantity)
                     where :items)
                select sku || '@' || place || ' ' || bucket, coalesce(moved.quantity, 0), coalesce(kept.quantity, 0)
                  from moved full join kept using (sku, place, bucket)
                 where coalesce(moved.quantity, 0) <> coalesce(kept.quantity, 0)
                 order by 1
                """);
    }
}
