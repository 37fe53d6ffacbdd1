package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.REGISTER_CLOSED;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.support.FailingCommits;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A source that goes on with one thing and has stopped with another is not known, nor is a location whose till is silent. */
class SilentTopicIT {

    private static final Map<String, String> RULES = Map.of(AvailabilityRules.FILE, "{}\n", LocationsFile.FILE, """
            locations: [{id: S1, source: shop}, {id: S2, source: shop}, {id: W1}]
            silences:
              - {connection: shop, topic: order, after: PT2H, gaps: "3"}
              - {connection: shop, topic: sale, registers: true, after: PT1H}
            """);

    private final PostingBed bed = PostingBed.with(RULES, List.of());
    private final AvailabilityPolicy policy = RuleFiles.policy(RULES);
    private final TopicHearing hearing = new TopicHearing(bed.database, policy, bed.clock);

    private final SourceWatch watch = new SourceWatch(
            bed.database,
            policy,
            new AvailabilityProperties(Duration.ofSeconds(1), Duration.ofHours(4), Duration.ofHours(20), 28),
            bed.clock);

    @BeforeEach
    void tenPiecesAreTold() throws SQLException {
        bed.addItems("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "10").put("location", "S2"));
        watch.watch();
    }

    @Test
    void aTopicThatStopsMakesItsSourceUnknownThoughOthersGoOn() throws SQLException {
        after(Duration.ofMinutes(119));
        assertThat(stale()).isEmpty();
        hear(STOCK_RECEIVED, "", "S1");
        after(Duration.ofMinutes(1));

        assertThat(stale()).containsExactly("shop order kept");
        assertThat(unknown()).containsExactly("S1 KEPT", "S2 KEPT");
        hear(ORDER, "", "");
        assertThat(stale()).isEmpty();
        assertThat(unknown()).isEmpty();
    }

    @Test
    void aRegisterThatStopsMakesItsOwnLocationUnknownUntilItIsHeardOrClosed() throws SQLException {
        hear(SALE, "R1", "S1");
        hear(SALE, "R1", "S2");
        hear(SALE, "R2", "S2");
        after(Duration.ofMinutes(30));
        hear(SALE, "R1", "S1");
        hear(SALE, "R2", "S2");
        after(Duration.ofMinutes(30));

        assertThat(stale()).containsExactly("shop/R1@S2 sale kept");
        assertThat(unknown()).containsExactly("S2 KEPT");
        bed.figures.tellDue();
        bed.post(STOCK_RECEIVED, Events.received("R-3", "TEE", "5"));
        bed.post(STOCK_RECEIVED, Events.received("R-4", "TEE", "5").put("location", "S2"));
        assertThat(told()).containsExactly("S1 15", "S2 10");

        hear(SALE, "R1", "S2");
        bed.figures.tellDue();
        assertThat(stale()).isEmpty();
        assertThat(told()).containsExactly("S1 15", "S2 15");

        hear(REGISTER_CLOSED, "R1", "S2");
        hear(REGISTER_CLOSED, "R2", "S2");
        hear(REGISTER_CLOSED, "R1", "S1");
        hear(ORDER, "", "");
        after(Duration.ofMinutes(90));
        assertThat(unknown()).as("closed ones are not waited for").isEmpty();
        hear(SALE, "R2", "S2");
        after(Duration.ofMinutes(60));
        assertThat(unknown()).contains("S2 KEPT");
    }

    @Test
    void afterItsTimeZeroIsToldAndARegisterThatNobodyHearsIsGone() throws SQLException {
        hear(SALE, "R1", "S2");
        after(Duration.ofHours(21));
        hear(ORDER, "", "");
        assertThat(stale()).containsExactly("shop/R1@S2 sale zero");
        bed.figures.tellDue();
        assertThat(told()).containsExactly("S1 10", "S2 0");

        after(Duration.ofDays(14));
        hear(ORDER, "", "");

        assertThat(stale()).isEmpty();
    }

    @Test
    void whatIsPostedIsHeard() {
        bed.post(SALE, Events.sale("0001", "TEE", "1"));

        assertThat(bed.heard)
                .contains(new TopicsHeard.Topic("shop", SALE, "R1", "S1"))
                .contains(new TopicsHeard.Topic("shop", STOCK_RECEIVED, "", "S1"));
    }

    @Test
    void aRegisterThatClosedIsNotOpenedByWhatAnotherNodeHeardBefore() throws SQLException {
        TopicHearing other = new TopicHearing(bed.database, policy, bed.clock);
        hear(SALE, "R1", "S1");
        other.heard(topic(SALE, "R1", "S1"));
        other.heard(topic(SALE, "R9", "S1"));
        after(Duration.ofMinutes(5));
        hear(REGISTER_CLOSED, "R1", "S1");
        hear(REGISTER_CLOSED, "R9", "S1");
        other.write();
        after(Duration.ofMinutes(110));
        assertThat(unknown()).isEmpty();

        other.heard(topic(SALE, "R1", "S1"));
        other.write();
        assertThat(gap("R1")).as("a night is no gap").isNull();
        after(Duration.ofMinutes(3));
        hear(ORDER, "", "");
        hear(SALE, "R1", "S1");
        assertThat(gap("R1")).isEqualByComparingTo("180");
        after(Duration.ofMinutes(60));
        assertThat(unknown()).containsExactly("S1 KEPT");
    }

    @Test
    void whatABatchTellsBehindAClosingOpensTheRegister() throws SQLException {
        TopicsHeard.Topic sale = new TopicsHeard.Topic("shop", SALE, "R1", "S1");
        TopicsHeard.Topic closing = new TopicsHeard.Topic("shop", REGISTER_CLOSED, "R1", "S1");
        hearing.heard(new TopicsHeard(List.of(sale, closing)));
        hearing.write();
        after(Duration.ofMinutes(61));
        assertThat(unknown()).isEmpty();

        hearing.heard(new TopicsHeard(List.of(closing, sale)));
        hearing.write();
        hear(ORDER, "", "");
        after(Duration.ofMinutes(61));
        assertThat(unknown()).containsExactly("S1 KEPT");
    }

    @Test
    void aClosingThatNamesNoRegisterEndsNothing() throws SQLException {
        after(Duration.ofMinutes(119));
        hear(REGISTER_CLOSED, "", "");
        after(Duration.ofMinutes(1));

        assertThat(stale()).containsExactly("shop order kept");
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() throws SQLException {
        FailingCommits away = new FailingCommits(bed.database);
        TopicHearing failing = new TopicHearing(away.source(), policy, bed.clock);
        failing.heard(topic(SALE, "R1", "S1"));
        failing.heard(topic(REGISTER_CLOSED, "R2", "S1"));
        failing.heard(topic(SALE, "R3", "S1"));
        away.fail(true);
        assertThatThrownBy(failing::write).isInstanceOf(SQLException.class);
        away.fail(false);
        bed.clock.advance(Duration.ofMinutes(10));
        failing.heard(topic(SALE, "R2", "S1"));
        failing.heard(topic(REGISTER_CLOSED, "R3", "S1"));
        failing.write();

        assertThat(bed.sql
                        .sql(
                                "select register from topic_heard where heard_at > coalesce(closed_at, heard_at - interval '1 day')"
                                        + " and register <> '' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("R1", "R2");
    }

    @Test
    void nodesThatWriteTheSameKeysTakeThemInOneOrder() throws SQLException {
        Unwritten<TopicRows.Key, TopicRows.News> news = new Unwritten<>(TopicRows.News::and);
        List<String> written = new ArrayList<>();
        for (String register : List.of("R7", "R2", "R10", "R1", "R9")) {
            news.note(new TopicRows.Key("shop", "sale", register, "S1"), TopicRows.News.heard(bed.clock.instant()));
        }
        news.write(bed.database, (tx, rows) -> {
            rows.keySet().forEach(key -> written.add(key.register()));
            return rows.size();
        });

        assertThat(written).containsExactly("R1", "R10", "R2", "R7", "R9");
    }

    private @Nullable BigDecimal gap(String register) {
        return bed.sql
                .sql("select gap_seconds from topic_heard where register = ?")
                .param(register)
                .query((row, number) -> Optional.ofNullable(row.getBigDecimal(1)))
                .single()
                .orElse(null);
    }

    private static TopicsHeard topic(EventType event, String register, String location) {
        return new TopicsHeard(List.of(new TopicsHeard.Topic("shop", event, register, location)));
    }

    private void hear(EventType event, String register, String location) throws SQLException {
        hearing.heard(topic(event, register, location));
        hearing.write();
        watch.watch();
    }

    private void after(Duration time) throws SQLException {
        bed.clock.advance(time);
        watch.watch();
    }

    /** What people see. */
    private List<String> stale() {
        return bed.sql
                .sql(
                        "select subject || ' ' || (detail::json ->> 'topic') || ' ' || (detail::json ->> 'told') from conflict"
                                + " where kind = 'source_stale' and resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private List<String> unknown() throws SQLException {
        return Transactions.in(bed.database, tx -> Moments.of(tx, policy, List.of("TEE"), bed.clock.instant()))
                .stale()
                .entrySet()
                .stream()
                .map(one -> one.getKey() + " " + one.getValue())
                .sorted()
                .toList();
    }

    private List<String> told() {
        return bed.sql
                .sql("select (desired::json ->> 'location') || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where destination = 'shop.web' order by 1")
                .query(String.class)
                .list();
    }
}
