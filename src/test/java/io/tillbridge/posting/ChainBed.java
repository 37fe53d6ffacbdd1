package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Books in PostgreSQL, with nothing in stock, into which events are posted one after the other, each with what it does. That
 * stock falls below zero is left out.
 */
public final class ChainBed {

    private static final String MOVED = """
            select trim_scale(quantity) || ' ' || sku || ': ' || from_place
                   || case when from_place in ('supplier', 'customer', 'in_transit', 'loss') then '' else ' ' || from_bucket end
                   || ' → ' || to_place
                   || case when to_place in ('supplier', 'customer', 'in_transit', 'loss') then '' else ' ' || to_bucket end
                   || ', ' || reason
              from stock_movement where movement_id > ? order by movement_id
            """;

    private static final String PROMISED = """
            select sku || ' promised at ' || location, sum(quantity) from stock_claim
             group by 1 having sum(quantity) <> 0 order by 1
            """;

    private static final String RAISED = """
            select 'raised ' || kind, detail from conflict where conflict_id > ? and kind <> 'negative_on_hand'
             order by kind, subject
            """;

    private static final String ANNOUNCED = """
            select sku || ' expected at ' || location, sum(expected - received) from advance_notice_line
             group by 1 having sum(expected - received) <> 0 order by 1
            """;

    private final PostingBed bed;
    private String speaks = "";
    private long movement;
    private long conflict;
    private Map<String, BigDecimal> promised = new TreeMap<>();
    private Map<String, BigDecimal> announced = new TreeMap<>();
    private Map<String, BigDecimal> accounts = new TreeMap<>();

    /** @param skus that the books know */
    public ChainBed(Collection<String> skus) {
        bed = new PostingBed(skus.toArray(String[]::new));
    }

    /** Posts one event and says what it did, in one line each, or why it did nothing. */
    public List<String> post(EventType type, ObjectNode body) {
        String system = body.path("system").asText();
        if (!system.equals(speaks)) {
            bed.speak(system, "counts");
            speaks = system;
        }
        UUID message = bed.post(type, body).get(0);
        do {
            bed.clock.advance(Duration.ofSeconds(1));
            bed.release.look();
        } while (bed.postReady() > 0);
        List<String> done = new ArrayList<>(
                bed.sql.sql(MOVED).param(movement).query(String.class).list());
        movement = last("select coalesce(max(movement_id), 0) from stock_movement");
        promised = changed(promised, sums(PROMISED), done, false);
        announced = changed(announced, sums(ANNOUNCED), done, false);
        accounts = changed(accounts, accounts(), done, true);
        bed.sql.sql(RAISED).param(conflict).query(row -> {
            done.add(row.getString(1) + " " + plain(ExactJson.parse(row.getString(2))));
        });
        bed.sql
                .sql("select 'kept with order ' || order_id from order_fact where message_id = ?")
                .param(message)
                .query(String.class)
                .list()
                .forEach(done::add);
        conflict = last("select coalesce(max(conflict_id), 0) from conflict");
        String state = bed.state(message);
        if (!state.equals("posted")) {
            done.add(state.startsWith("held") ? "waits for its order" : state);
        }
        return done;
    }

    /** Fails with what breaks a law of the books. */
    public void assertSound() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    private long last(String query) {
        return bed.sql.sql(query).query(Long.class).single();
    }

    private Map<String, BigDecimal> sums(String query) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        bed.sql.sql(query).query(row -> {
            sums.put(row.getString(1), row.getBigDecimal(2));
        });
        return sums;
    }

    private Map<String, BigDecimal> accounts() {
        return sums("""
                select currency || ' ' || (l ->> 'a'), sum((l ->> 'v')::numeric)
                  from journal_entry, jsonb_array_elements(lines) as l group by 1 having sum((l ->> 'v')::numeric) <> 0
                """);
    }

    /** What leads from one to the other; money in one line, as a difference, the rest as it is now. */
    private static Map<String, BigDecimal> changed(
            Map<String, BigDecimal> before, Map<String, BigDecimal> after, List<String> done, boolean money) {
        TreeMap<String, BigDecimal> all = new TreeMap<>(before);
        all.putAll(after);
        List<String> parts = new ArrayList<>();
        for (String key : all.keySet()) {
            BigDecimal is = after.getOrDefault(key, BigDecimal.ZERO);
            BigDecimal change = is.subtract(before.getOrDefault(key, BigDecimal.ZERO));
            if (change.signum() != 0 && money) {
                parts.add(key + " " + change.toPlainString());
            } else if (change.signum() != 0) {
                done.add((is.signum() == 0 ? "no" : is.stripTrailingZeros().toPlainString()) + " " + key);
            }
        }
        if (!parts.isEmpty()) {
            done.add(String.join(", ", parts));
        }
        return after;
    }

    private static String plain(JsonNode detail) {
        TreeMap<String, String> cells = new TreeMap<>();
        detail.properties()
                .forEach(cell -> cells.put(
                        cell.getKey(),
                        cell.getValue().isValueNode() ? cell.getValue().asText() : "..."));
        return cells.toString();
    }
}
