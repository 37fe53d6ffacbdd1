package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules may keep back days of cover, and more of what sells fast: by rates that a job works out beside posting. */
class VelocityIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, """
            velocityBands: [{id: fast, daily: "1.5"}, {id: slow, daily: "0"}]
            buffers:
              - {id: cover, author: ana, sku: TEE, daysOfCover: "3"}
              - {id: rush, author: ana, velocity: fast, units: "4"}
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());
    private final AvailabilityPolicy policy = RuleFiles.policy(RULES);

    private final RateWork rates = new RateWork(
            bed.database,
            policy,
            new AvailabilityProperties(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(20), 28),
            new Leases(bed.sql, new NodeId("one")),
            bed.clock);

    @Test
    void whatSellsIsKeptBackByItsRate() throws SQLException {
        bed.addItems("TEE", "MUG", "CAP");
        for (String sku : List.of("TEE", "MUG", "CAP")) {
            bed.post(STOCK_RECEIVED, Events.received("R-" + sku, sku, "100"));
        }
        bed.post(SALE, Events.sale("0001", "TEE", "40"), Events.sale("0002", "MUG", "42"));
        bed.post(SALE, Events.sale("0003", "CAP", "41"));
        bed.post(RETURN, Events.returned("T-1", "MUG", "2", "sellable"));
        bed.post(SALE, Events.sale("0004", "TEE", "9").put("soldAt", "2026-09-01T10:00:00Z"));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("CAP 59", "MUG 60", "TEE 51");

        rates.look();
        bed.figures.tellDue();
        assertThat(bed.sql
                        .sql(
                                "select sku || ' ' || location || ' ' || daily from item_rate where sku <> 'CAP' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("MUG * 1.50000", "MUG S1 1.50000", "TEE * 1.42857", "TEE S1 1.42857");
        assertThat(told())
                .as("5 of 3 days of 1.43, and 4 of what is fast")
                .containsExactly("CAP 59", "MUG 56", "TEE 46");
        bed.post(SALE, Events.sale("0005", "MUG", "50"));
        rates.look();
        bed.figures.tellDue();
        assertThat(told()).as("worked out once a day").containsExactly("CAP 59", "MUG 6", "TEE 46");
    }

    private List<String> told() {
        return bed.sql
                .sql("select (desired::json ->> 'sku') || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where destination = 'shop.web' order by 1")
                .query(String.class)
                .list();
    }
}
