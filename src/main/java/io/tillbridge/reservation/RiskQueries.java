package io.tillbridge.reservation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people and tools ask about promises at risk; changes nothing. */
@Component
public final class RiskQueries {

    private static final String FIND = """
            select r.claim_key, least(r.quantity, c.quantity), r.rule, r.spared, r.message_id, r.reason, r.occurred_at, r.found_at
              from promise_risk r join stock_claim c
                on c.claim_key = r.claim_key and c.sku = r.sku and c.location = r.location and c.quantity > 0
             where r.claim_key = any (?::text[])
            """;

    private final JdbcClient sql;

    public RiskQueries(JdbcClient sql) {
        this.sql = sql;
    }

    /** By claim; those that are not at risk are not there. */
    public Map<String, PromiseRisk> find(Collection<String> claims) {
        Map<String, PromiseRisk> risks = new HashMap<>();
        sql.sql(FIND).param(claims.toArray(String[]::new)).query(row -> {
            risks.put(
                    row.getString(1),
                    new PromiseRisk(
                            row.getBigDecimal(2),
                            row.getString(3),
                            row.getString(4),
                            row.getObject(5, UUID.class),
                            row.getString(6),
                            row.getTimestamp(7).toInstant(),
                            row.getTimestamp(8).toInstant()));
        });
        return risks;
    }
}
