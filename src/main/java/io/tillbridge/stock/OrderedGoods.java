package io.tillbridge.stock;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of goods that the retailer ordered: announced by notices, received; changes nothing. */
@Component
public final class OrderedGoods {

    private static final String ARRIVED = """
            select purchase_order, sku, sum(announced), sum(received)
              from (select substring(consignment from 16) as purchase_order, sku, 0 as announced, received
                      from receipt_sum where consignment = any (?::text[])
                    union all
                    select l.purchase_order, l.sku, l.expected, coalesce(s.received, 0)
                      from advance_notice_line l left join receipt_sum s using (consignment, sku)
                     where l.purchase_order = any (?::text[])) as legs
             group by 1, 2
            """;

    private final JdbcClient sql;

    public OrderedGoods(JdbcClient sql) {
        this.sql = sql;
    }

    /** An item of an order. */
    public record Ordered(String purchaseOrder, String sku) {}

    /** How much of it is announced and has arrived so far, receipts that name the order or one of its notices. */
    public record Arrived(BigDecimal announced, BigDecimal received) {

        public static final Arrived NOTHING = new Arrived(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** Of the items that something is known of. */
    public Map<Ordered, Arrived> of(Collection<String> purchaseOrders) {
        Map<Ordered, Arrived> arrived = new HashMap<>();
        if (purchaseOrders.isEmpty()) {
            return arrived;
        }
        sql.sql(ARRIVED)
                .param(purchaseOrders.stream().map(NoticeKey::consignment).toArray(String[]::new))
                .param(purchaseOrders.toArray(String[]::new))
                .query(row -> {
                    arrived.put(
                            new Ordered(row.getString(1), row.getString(2)),
                            new Arrived(row.getBigDecimal(3), row.getBigDecimal(4)));
                });
        return arrived;
    }
}
