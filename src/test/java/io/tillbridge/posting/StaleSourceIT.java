package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the source of a location's stock is not read any more, its figures are unknown: kept, then zero, and people know. */
class StaleSourceIT {

    private static final Map<String, String> RULES =
            Map.of(AvailabilityRules.FILE, "{}\n", LocationsFile.FILE, "locations: [{id: S1, source: shop}]\n");

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    private final SourceWatch watch = new SourceWatch(
            bed.database,
            RuleFiles.policy(RULES),
            new AvailabilityProperties(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(20), 28),
            bed.clock);

    @BeforeEach
    void tenPiecesAreTold() throws SQLException {
        bed.addItems("TEE");
        read();
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        look();
        assertThat(told()).isEqualTo("10");
    }

    @Test
    void whatWasToldStaysAndMayOnlyFall() throws SQLException {
        bed.clock.advance(Duration.ofHours(4));
        look();
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "5"));
        assertThat(told()).isEqualTo("10");

        bed.post(SALE, Events.sale("0001", "TEE", "7"));
        assertThat(told()).isEqualTo("8");
        assertThat(raised()).containsExactly("shop {\"lastRead\":\"2026-11-21T12:00:00Z\",\"told\":\"kept\"}");
    }

    @Test
    void afterItsLimitZeroIsToldAndAReadMakesItKnownAgain() throws SQLException {
        bed.clock.advance(Duration.ofHours(4));
        look();
        bed.clock.advance(Duration.ofHours(20));
        look();
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "5"));

        assertThat(told()).isEqualTo("0");
        assertThat(raised()).containsExactly("shop {\"lastRead\":\"2026-11-21T12:00:00Z\",\"told\":\"zero\"}");
        read();
        look();
        assertThat(told()).isEqualTo("15");
        assertThat(raised()).isEmpty();
    }

    private void read() {
        bed.sql
                .sql("insert into source_cursor (connection, flow, state, updated_at) values ('shop', 'stock', '{}', ?)"
                        + " on conflict (connection, flow) do update set updated_at = excluded.updated_at")
                .param(Timestamp.from(bed.clock.instant()))
                .update();
    }

    private void look() throws SQLException {
        watch.watch();
        bed.figures.tellDue();
    }

    private String told() {
        return bed.sql
                .sql("select desired::json ->> 'available' from outbox_lane where destination = 'shop.web'")
                .query(String.class)
                .single();
    }

    private List<String> raised() {
        return bed.sql
                .sql(
                        "select subject || ' ' || detail from conflict where kind = 'source_stale' and resolved_at is null")
                .query(String.class)
                .list();
    }
}
