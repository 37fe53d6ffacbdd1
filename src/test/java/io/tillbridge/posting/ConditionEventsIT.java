package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.CONDITION_CHANGED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Forgetting;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.ConditionFlags;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Connectors say conditions as people do: what was said last by its own time counts, and figures follow. */
class ConditionEventsIT {

    private static final Map<String, String> RULES = Map.of(
            AvailabilityRules.FILE,
            """
            channels: [{id: web, destinations: [shop.web, shop.market]}]
            buffers: [{id: storm, author: ana, conditions: [storm], units: "4"}]
            """,
            LocationsFile.FILE,
            "locations: [{id: S1, zone: Europe/Berlin}, {id: S2, zone: Europe/Berlin}]\n");

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    ConditionEventsIT() throws SQLException {
        bed.addItem("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "10").put("location", "S2"));
        bed.figures.tellDue();
    }

    @Test
    void aStormAtOneLocationIsToldThereUntilItsEnd() throws SQLException {
        bed.post(CONDITION_CHANGED, storm("11:00", true).put("location", "S1").put("to", "2026-11-21T12:10:00Z"));
        bed.figures.tellDue();

        assertThat(told()).containsExactly("S1 6", "S2 10");
        bed.clock.set(Instant.parse("2026-11-21T12:10:00Z"));
        bed.figures.tellDue();
        assertThat(told()).containsExactly("S1 10", "S2 10");
        assertThat(bed.count("availability_due")).isZero();
    }

    @Test
    void whatWasSaidBeforeChangesNothingWhenItComesLate() throws SQLException {
        bed.post(CONDITION_CHANGED, storm("11:00", true));
        bed.post(CONDITION_CHANGED, storm("10:00", false));
        bed.figures.tellDue();

        assertThat(told()).containsExactly("S1 6", "S2 6");
        assertThat(bed.count("availability_condition_change")).isEqualTo(2);
    }

    @Test
    void aPersonCorrectsAConnectorAndItsNextWordCorrectsThePerson() throws SQLException {
        bed.post(CONDITION_CHANGED, storm("11:00", true));
        bed.conditions.put(new ConditionFlag.Key("storm", null), false, null, null, "ana");
        bed.post(CONDITION_CHANGED, storm("11:30", true));
        assertThat(counts()).containsExactly("storm- false ana");

        bed.post(CONDITION_CHANGED, storm("23:00", true));

        assertThat(counts()).containsExactly("storm- true connection:shop");
        assertThat(bed.conditions.changes("storm", 10))
                .extracting(flag -> flag.changedBy() + " " + flag.active())
                .containsExactly("connection:shop true", "ana false", "connection:shop true", "connection:shop true");
    }

    /** A clock that goes a year fast would silence everybody for a year. */
    @Test
    void aTimeAheadOfItsArrivalIsTakenForTheArrival() {
        bed.post(CONDITION_CHANGED, storm("23:00", true));

        assertThat(bed.count("availability_condition where changed_at = '2026-11-21T12:00:00Z'"))
                .isOne();
    }

    @Test
    void ofTwoSaidAtOneInstantTheLongerCounts() {
        bed.post(CONDITION_CHANGED, storm("11:00", true).put("to", "2026-11-21T22:00:00Z"));
        bed.post(
                CONDITION_CHANGED,
                storm("11:00", true).put("to", "2026-11-21T20:00:00Z").put("system", "till"));
        assertThat(bed.count("availability_condition where to_at = '2026-11-21T22:00:00Z'"))
                .isOne();

        bed.post(CONDITION_CHANGED, storm("11:00", true).put("system", "erp"));
        assertThat(bed.count("availability_condition where to_at is null")).isOne();
        assertThat(bed.count("availability_condition_change")).isEqualTo(3);
    }

    @Test
    void whatEndedLongAgoIsForgottenWithWhatWasSaidOfIt() throws SQLException {
        bed.post(CONDITION_CHANGED, storm("10:00", true).put("location", "S1"));
        bed.post(CONDITION_CHANGED, storm("11:00", false).put("location", "S1"));
        bed.post(CONDITION_CHANGED, storm("11:00", true).put("location", "S2").put("to", "2026-12-21T00:00:00Z"));
        bed.post(CONDITION_CHANGED, storm("11:00", true));
        Duration day = Duration.ofDays(1);
        RetentionProperties keep = new RetentionProperties(day, day, day, day, day.multipliedBy(90));
        List<Forgetting> all = List.of(
                ConditionRetention.endedConditions(bed.sql, bed.clock, keep),
                ConditionRetention.oldConditionChanges(bed.sql, bed.clock, keep));

        bed.clock.advance(day.multipliedBy(89));
        assertThat(all.get(0).step().forget()).as("too early").isZero();
        bed.clock.advance(day.multipliedBy(2));
        assertThat(all.get(0).step().forget()).as("of S1").isOne();
        assertThat(all.get(1).step().forget()).isEqualTo(2);
        assertThat(counts()).containsExactly("storm- true connection:shop", "storm-S2 true connection:shop");

        bed.clock.advance(day.multipliedBy(60));
        assertThat(all.get(0).step().forget())
                .as("of S2, which ended a month later")
                .isOne();
        assertThat(all.get(1).step().forget()).isOne();
        assertThat(counts()).as("it has no end").containsExactly("storm- true connection:shop");
    }

    @Test
    void everyOrderOfArrivalEndsInTheSame() {
        List<ObjectNode> said = new ArrayList<>(List.of(
                storm("10:00", true),
                storm("11:00", false),
                storm("11:00", true).put("location", "S1").put("to", "2026-11-21T20:00:00Z"),
                storm("11:30", true).put("to", "2026-11-22T00:00:00Z"),
                storm("11:30", false).put("location", "S1")));
        List<String> first = null;
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(said, new Random(seed));
            PostingBed other = PostingBed.with(RULES, List.of());
            said.forEach(one -> other.post(CONDITION_CHANGED, one));
            List<String> counts = counts(other);
            first = first == null ? counts : first;
            assertThat(counts)
                    .isEqualTo(first)
                    .containsExactly("storm- true connection:shop", "storm-S1 false connection:shop");
        }
    }

    @Test
    void aRepeatAndWhatIsTooManyChangeNothing() {
        bed.post(CONDITION_CHANGED, storm("11:00", true), storm("11:00", true));
        bed.sql
                .sql("insert into availability_condition (name, active, changed_by, changed_at)"
                        + " select 'c' || n, false, 'x', now() from generate_series(2, ?) n")
                .param(ConditionFlags.MOST)
                .update();

        UUID id = bed.post(CONDITION_CHANGED, storm("11:00", true).put("name", "flood"))
                .get(0);

        assertThat(bed.state(id)).isEqualTo("posted");
        assertThat(bed.count("availability_condition_change")).isEqualTo(1);
        assertThat(bed.sql
                        .sql("select kind || ' ' || subject from conflict")
                        .query(String.class)
                        .list())
                .containsExactly("too_many_conditions flood");
    }

    @Test
    void whatAMappingMisreadIsTakenBackByItsRepost() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed twisted = new PostingBed(List.of(), mappings, "TEE");
        RepostBed reposts = new RepostBed(twisted, mappings);
        twisted.post(CONDITION_CHANGED, storm("10:00", true));
        mappings.active = 3;
        UUID misread = twisted.post(CONDITION_CHANGED, storm("11:00", false)).get(0);
        mappings.active = 2;
        assertThat(counts(twisted)).containsExactly("storm- true connection:shop");

        reposts.repost(2, List.of(misread));

        assertThat(counts(twisted)).containsExactly("storm- false connection:shop");
        assertThat(twisted.count("availability_condition_change")).isEqualTo(2);
    }

    @Test
    void anEndBeforeTheBeginningIsNoCondition() {
        UUID id = bed.post(
                        CONDITION_CHANGED,
                        storm("11:00", true).put("from", "2026-11-22T00:00:00Z").put("to", "2026-11-21T00:00:00Z"))
                .get(0);

        assertThat(bed.state(id)).startsWith("dead");
    }

    private static ObjectNode storm(String at, boolean active) {
        return ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("name", "storm")
                .put("active", active)
                .put("changedAt", "2026-11-21T" + at + ":00Z");
    }

    private List<String> counts() {
        return counts(bed);
    }

    private static List<String> counts(PostingBed bed) {
        return bed.sql
                .sql("select name || '-' || location || ' ' || active || ' ' || changed_by from availability_condition"
                        + " order by name, location")
                .query(String.class)
                .list();
    }

    private List<String> told() {
        return bed.sql
                .sql("select (desired::json ->> 'location') || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where destination = 'shop.web' order by 1")
                .query(String.class)
                .list();
    }
}
