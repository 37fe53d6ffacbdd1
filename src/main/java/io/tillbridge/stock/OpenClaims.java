package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What stands behind the claimed quantities of an item; holds whose time has passed are left out. */
@Component
public final class OpenClaims {

    private static final String OPEN = " from stock_claim where sku = ? and quantity > 0"
            + " and not (state = 'held' and expires_at is not null and expires_at <= clock_timestamp())";

    private static final String FIRST = """
            select claim_key, kind, state, location, quantity, connection, reference, channel, expires_at,
                   message_id
              from (select *, row_number() over (partition by location order by position nulls first, claim_key) as nth
            """ + OPEN + ") c where nth <= ? order by location, nth";

    private final JdbcClient sql;

    public OpenClaims(JdbcClient sql) {
        this.sql = sql;
    }

    /** By location, the message that changed an item's balance last, by goods or by a promise. */
    public Map<String, UUID> changedBy(String sku) {
        Map<String, UUID> messages = new TreeMap<>();
        sql.sql("select location, changed_by from stock_balance where sku = ? and changed_by is not null")
                .param(sku)
                .query(row -> {
                    messages.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return messages;
    }

    /** What is claimed at a location. */
    public record Total(String kind, BigDecimal quantity, long claims) {}

    /** By location and kind. */
    public Map<String, List<Total>> totals(String sku) {
        Map<String, List<Total>> totals = new TreeMap<>();
        sql.sql("select location, kind, sum(quantity), count(*)" + OPEN + " group by location, kind order by kind")
                .param(sku)
                .query(row -> {
                    totals.computeIfAbsent(row.getString(1), location -> new ArrayList<>())
                            .add(new Total(row.getString(2), row.getBigDecimal(3), row.getLong(4)));
                });
        return totals;
    }

    /**
     * The oldest of each location.
     *
     * @param most of a location
     */
    public List<OpenClaim> first(String sku, int most) {
        return sql.sql(FIRST)
                .params(sku, most)
                .query((row, number) -> {
                    Timestamp expires = row.getTimestamp(9);
                    return new OpenClaim(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getBigDecimal(5),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            expires == null ? null : expires.toInstant(),
                            row.getObject(10, UUID.class));
                })
                .list();
    }
}
