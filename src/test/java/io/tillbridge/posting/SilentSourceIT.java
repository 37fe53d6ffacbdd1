package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.AvailabilityPolicy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that only sends is late when it is silent for longer than it usually is. */
class SilentSourceIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, "{}\n", LocationsFile.FILE, """
            locations: [{id: S1, source: shop}]
            silences: [{connection: shop, after: PT1H, gaps: "3"}]
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());
    private final AvailabilityPolicy policy = RuleFiles.policy(RULES);
    private final SourceHearing hearing = new SourceHearing(bed.database, policy, bed.clock);

    private final SourceWatch watch = new SourceWatch(
            bed.database,
            policy,
            new AvailabilityProperties(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(20), 28),
            bed.clock);

    @BeforeEach
    void tenPiecesAreTold() throws SQLException {
        bed.addItems("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        watch.watch();
    }

    @Test
    void whoWasNeverHeardIsWaitedForFromTheBeginning() throws SQLException {
        after(Duration.ofMinutes(59));
        assertThat(stale()).isEmpty();
        after(Duration.ofMinutes(1));
        assertThat(stale()).containsExactly("shop false");
        hear(1);
        assertThat(stale()).isEmpty();
    }

    @Test
    void theUsualGapCountsWhenItIsLonger() throws SQLException {
        bed.clock.advance(Duration.ofMinutes(30));
        hear(1);
        bed.clock.advance(Duration.ofMinutes(30));
        hear(1);
        assertThat(bed.sql
                        .sql("select gap_seconds::int from source_heard")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1800);

        after(Duration.ofMinutes(89));
        assertThat(stale()).isEmpty();
        after(Duration.ofMinutes(1));
        assertThat(stale()).containsExactly("shop false");
        after(Duration.ofHours(20));
        assertThat(stale()).containsExactly("shop true");
    }

    @Test
    void manyAtOnceMakeTheGapShort() throws SQLException {
        bed.clock.advance(Duration.ofMinutes(30));
        hear(30);

        assertThat(bed.sql
                        .sql("select gap_seconds::int from source_heard")
                        .query(Integer.class)
                        .single())
                .isEqualTo(60);
        after(Duration.ofMinutes(60));
        assertThat(stale()).containsExactly("shop false");
    }

    @Test
    void afterItsTimeAFigureIsGuessedWhereThatIsWanted() throws SQLException {
        Map<String, String> rules = Map.of(
                AvailabilityRules.FILE,
                "{}\n",
                LocationsFile.FILE,
                RULES.get(LocationsFile.FILE) + "guessUnknown: true\n");
        PostingBed other = PostingBed.with(rules, List.of());
        SourceWatch guessing = new SourceWatch(
                other.database,
                RuleFiles.policy(rules),
                new AvailabilityProperties(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(20), 28),
                other.clock);
        other.addItems("TEE");
        other.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        other.sql.sql("insert into item_rate values ('TEE', 'S1', 4)").update();
        guessing.watch();
        other.clock.advance(Duration.ofHours(1));
        guessing.watch();
        other.figures.tellDue();
        assertThat(told(other)).as("kept").isEqualTo("10");

        other.clock.advance(Duration.ofHours(20));
        guessing.watch();
        other.figures.tellDue();
        assertThat(told(other)).as("4 a day for 21 hours: 3.5").isEqualTo("6");
        other.clock.advance(Duration.ofHours(4));
        guessing.watch();
        other.figures.tellDue();
        assertThat(told(other)).isEqualTo("5");
        other.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "50"));
        assertThat(told(other)).as("it may only fall").isEqualTo("5");
        other.clock.advance(Duration.ofDays(30));
        guessing.watch();
        other.figures.tellDue();
        assertThat(told(other)).isEqualTo("0");
    }

    private static String told(PostingBed bed) {
        return bed.sql
                .sql("select desired::json ->> 'available' from outbox_lane where destination = 'shop.web'")
                .query(String.class)
                .single();
    }

    private void hear(int documents) throws SQLException {
        SourcesSeen.Source one = new SourcesSeen.Source(
                "shop", "stock", new UUID(0, 1), ExactJson.nodes().objectNode(), false);
        hearing.seen(new SourcesSeen(Collections.nCopies(documents, one)));
        hearing.write();
        watch.watch();
    }

    private void after(Duration time) throws SQLException {
        bed.clock.advance(time);
        watch.watch();
    }

    private List<String> stale() {
        return bed.sql
                .sql("select connection || ' ' || floored from stale_source")
                .query(String.class)
                .list();
    }
}
