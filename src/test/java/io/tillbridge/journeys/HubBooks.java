package io.tillbridge.journeys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The books of a hub as its PostgreSQL has them. */
final class HubBooks {

    /** What people read of the books; not when it was written and by which message. */
    private static final List<String> BOOKS = List.of(
            "select sku || '@' || location || ' ' || trim_scale(sellable) || ' ' || trim_scale(claimed)"
                    + " from stock_balance order by 1",
            "select claim_key || ' ' || sku || '@' || location || ' ' || trim_scale(quantity) from stock_claim"
                    + " where quantity > 0 order by 1",
            "select order_id || ' ' || number || ' ' || state || ' ' || document from sales_order order by 1",
            "select sku || ' ' || from_place || '.' || from_bucket || ' to ' || to_place || '.' || to_bucket || ' '"
                    + " || trim_scale(sum(quantity)) from stock_movement m where reverses is null and not exists"
                    + " (select from stock_movement r where r.reverses = m.movement_id)"
                    + " group by sku, from_place, from_bucket, to_place, to_bucket order by 1");

    private HubBooks() {}

    static Map<String, List<String>> books(ReloadingHub hub) {
        Map<String, List<String>> books = new LinkedHashMap<>();
        BOOKS.forEach(query -> books.put(query, rows(hub, query)));
        return books;
    }

    static List<String> rows(ReloadingHub hub, String query) {
        return hub.bean(JdbcClient.class).sql(query).query(String.class).list();
    }
}
