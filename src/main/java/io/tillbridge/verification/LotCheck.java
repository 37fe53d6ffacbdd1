package io.tillbridge.verification;

import org.springframework.stereotype.Component;

/** The stock of a lot is the sum of the movements that name it. */
@Component
final class LotCheck extends ItemCheck {

    LotCheck() {
        super("lot", """
                with moved as (
                    select sku, place, bucket, lot, sum(quantity) as quantity
                      from (select sku, to_place as place, to_bucket as bucket, lot, quantity
                              from stock_movement where :items and lot is not null
                            union all
                            select sku, from_place, from_bucket, lot, -quantity
                              from stock_movement where :items and lot is not null) as leg
                     where place not in ('supplier', 'customer', 'in_transit', 'loss')
                     group by sku, place, bucket, lot),
                kept as (
                    select sku, location as place, bucket, lot, quantity from stock_lot where :items)
                select sku || '@' || place || ' ' || bucket || ' ' || lot, coalesce(moved.quantity, 0),
                       coalesce(kept.quantity, 0)
                  from moved full join kept using (sku, place, bucket, lot)
                 where coalesce(moved.quantity, 0) <> coalesce(kept.quantity, 0)
                 order by 1
                """);
    }
}
