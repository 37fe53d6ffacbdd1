package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.support.FailingCommits;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Each destination is told the figure of its channel, and hears when rules, times or conditions change it. */
class PublishedFiguresIT {

    private static final Map<String, String> RULES = Map.of(
            AvailabilityRules.FILE,
            """
            safetyStock: [{sku: TEE, location: "*", units: "1"}]
            channels:
              - {id: web, destinations: [shop.web]}
              - {id: marketplace, destinations: [shop.market], reappear: "3"}
            buffers:
              - {id: web-evening, author: ana, channel: web, window: {start: "15:00", end: "20:00"}, units: "2"}
              - {id: storm, author: ana, channel: marketplace, conditions: [storm], combine: sum, units: "4"}
              - {id: wear, author: ana, category: wear, location: S2, units: "1"}
            """,
            LocationsFile.FILE,
            "locations: [{id: S1, zone: Europe/Berlin}, {id: S2, zone: Europe/Berlin, channels: [web]}]\n");

    private static final ConditionFlag.Key STORM = new ConditionFlag.Key("storm", null);

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    PublishedFiguresIT() {
        List.of("TEE", "MUG").forEach(bed::addItem);
    }

    /** On hand 10, of which 3 are promised and 1 is kept: what is pushed is 6, not 10. */
    @Test
    void whatMayBePromisedIsPushedAndNeverWhatIsOnHand() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "3", "0"));

        assertThat(told()).containsExactly("market TEE 6", "web TEE 6");
        assertThat(bed.sql
                        .sql(
                                "select desired::json ->> 'channel' || ' ' || (desired::json ->> 'buffer') from outbox_lane"
                                        + " where destination = 'shop.market'")
                        .query(String.class)
                        .single())
                .isEqualTo("marketplace 0");
    }

    @Test
    void aWindowThatBeginsAndEndsIsToldToItsChannelOnly() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.figures.tellDue();
        long before = bed.count("availability_due");

        bed.clock.set(Instant.parse("2026-11-21T13:59:59Z"));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market TEE 9", "web TEE 9");
        bed.clock.set(Instant.parse("2026-11-21T14:00:00Z"));
        bed.figures.tellDue();

        assertThat(before).isZero();
        assertThat(told()).containsExactly("market TEE 9", "web TEE 7");
        assertThat(sequences()).containsExactly("market 1", "web 2");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("10/0#2");
        bed.clock.set(Instant.parse("2026-11-21T19:00:00Z"));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market TEE 9", "web TEE 9");
        assertThat(bed.count("availability_due")).isZero();
    }

    @Test
    void whatCouldNotBeCommittedIsDueStill() throws SQLException {
        FailingCommits database = new FailingCommits(bed.database);
        FigureTelling node = bed.figures(database.source(), RuleFiles.policy(RULES));
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        node.tellDue();
        bed.conditions.put(STORM, true, null, null, "api");

        database.fail(true);
        assertThatThrownBy(node::tellDue).isInstanceOf(SQLException.class);
        assertThat(told()).containsExactly("market TEE 9", "web TEE 9");
        bed.clock.set(Instant.parse("2026-11-21T14:30:00Z"));
        assertThatThrownBy(node::tellDue).isInstanceOf(SQLException.class);
        database.fail(false);
        node.tellDue();

        assertThat(told()).containsExactly("market TEE 5", "web TEE 7");
        assertThat(bed.count("availability_due")).isZero();
    }

    @Test
    void aHubThatWasDownFindsWhatItMissed() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.figures.tellDue();
        bed.clock.set(Instant.parse("2026-11-23T16:00:00Z"));

        bed.figures(bed.database, RuleFiles.policy(RULES)).tellDue();

        assertThat(told()).containsExactly("market TEE 9", "web TEE 7");
    }

    @Test
    void aConditionCountsFromItsPutAndUntilItsEnd() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.figures.tellDue();

        bed.conditions.put(STORM, true, null, PostingBed.NOW.plusSeconds(600), "api:ana");
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market TEE 5", "web TEE 9");
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "1"));
        assertThat(told()).containsExactly("market TEE 6", "web TEE 10");

        bed.clock.set(PostingBed.NOW.plusSeconds(600));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("market TEE 10", "web TEE 10");
        assertThat(bed.sql
                        .sql("select actor || ' ' || action || ' ' || subject from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("api:ana condition.put storm");
    }

    @Test
    void aConditionThatIsTakenBackLeavesNothingToCome() throws SQLException {
        bed.conditions.put(STORM, true, PostingBed.NOW.plusSeconds(600), PostingBed.NOW.plusSeconds(1200), "api");
        bed.conditions.put(STORM, false, null, null, "api");
        bed.figures.tellDue();

        assertThat(bed.count("availability_due")).isZero();
    }

    /** It is sold out at the marketplace; two pieces are not worth showing, three are. */
    @Test
    void whatIsHiddenComesBackWhenThereIsEnough() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "MUG", "5"));
        bed.post(ORDER, Events.order("1001", 1, "open", "MUG", "5", "0"));
        assertThat(told()).containsExactly("market MUG 0", "web MUG 0");

        bed.post(STOCK_RECEIVED, Events.received("R-2", "MUG", "2"));
        assertThat(told()).containsExactly("market MUG 0", "web MUG 2");
        bed.post(STOCK_RECEIVED, Events.received("R-3", "MUG", "1"));
        assertThat(told()).containsExactly("market MUG 3", "web MUG 3");
        bed.post(ORDER, Events.order("1001", 2, "open", "MUG", "6", "0"));
        assertThat(told()).containsExactly("market MUG 2", "web MUG 2");
    }

    @Test
    void otherRulesAreToldOnceWhenTheHubStartsWithThem() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.figures.tellDue();
        Map<String, String> others = Map.of(
                AvailabilityRules.FILE,
                Objects.requireNonNull(RULES.get(AvailabilityRules.FILE)).replace("units: \"1\"}]", "units: \"4\"}]"),
                LocationsFile.FILE,
                Objects.requireNonNull(RULES.get(LocationsFile.FILE)));

        bed.figures(bed.database, RuleFiles.policy(others)).tellDue();

        assertThat(told()).containsExactly("market TEE 6", "web TEE 6");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("10/0#2");
        bed.figures(bed.database, RuleFiles.policy(others)).tellDue();
        assertThat(bed.balance("TEE", "S1")).isEqualTo("10/0#2");
    }

    private List<String> told() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || (desired::json ->> 'sku') || ' '"
                        + " || (desired::json ->> 'available') from outbox_lane order by 1")
                .query(String.class)
                .list();
    }

    private List<String> sequences() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || sequence from outbox_lane order by 1")
                .query(String.class)
                .list();
    }
}
