package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.platform.Transactions;
import io.tillbridge.stock.Availability;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.Moment;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import io.tillbridge.support.FailingCommits;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A location that got as many requests today as it can take promises nothing more, and says so. */
class CapacityIT {

    private static final Map<String, String> RULES = Map.of(
            "config/locations.yaml",
            "zone: Europe/Berlin\nlocations: [{id: W1, groups: [warehouses]}]\n",
            "config/sourcing.yaml",
            """
            connections: [shop]
            locations: [{id: W1, capacity: 2}]
            rules: [{id: web, from: [{group: warehouses}]}]
            """,
            "config/availability.yaml",
            "channels: [{id: web, destinations: [shop.web], backorder: true}, {id: till, destinations: [shop.market], fulfilment: pos_sale}]\n");

    private final PostingBed bed = PostingBed.with(RULES, List.of());
    private final AvailabilityPolicy policy = RuleFiles.policy(RULES);

    CapacityIT() {
        bed.addItem("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10").put("location", "W1"));
    }

    @Test
    void aFullLocationPromisesNothingUntilItsDayTurns() throws SQLException {
        order("1", 1, "open");
        watch();
        assertThat(told()).containsExactly("market 9", "web 9");

        order("2", 1, "open");
        watch();

        assertThat(told()).containsExactly("market 8", "web 0");
        assertThat(bed.sql
                        .sql("select desired::json ->> 'backorderDate' from outbox_lane where destination = 'shop.web'")
                        .query(String.class)
                        .single())
                .isEqualTo("2026-11-22");
        assertThat(exclusion("web", null)).isEqualTo(Exclusion.OVER_CAPACITY);
        assertThat(exclusion("till", "pos_sale")).isNull();
        assertThat(exclusion(null, null)).isNull();
        assertThat(exclusion(null, "ship_from_warehouse")).isEqualTo(Exclusion.OVER_CAPACITY);
        bed.clock.set(Instant.parse("2026-11-21T22:59:59Z"));
        watch();
        assertThat(told()).containsExactly("market 8", "web 0");
        bed.clock.set(Instant.parse("2026-11-21T23:00:00Z"));
        assertThat(exclusion("web", null)).isNull();
        watch();
        assertThat(told()).containsExactly("market 8", "web 8");
        assertThat(bed.count("location_full")).isZero();
        assertThat(bed.count("availability_due")).isZero();
    }

    @Test
    void aCancelledRequestMakesRoom() throws SQLException {
        order("1", 1, "open");
        order("2", 1, "open");
        watch();

        order("2", 2, "cancelled");
        watch();

        assertThat(told()).containsExactly("market 9", "web 9");
    }

    /** Without waiting both would find room for one more, and each would give it away. */
    @Test
    void whoPlacesOrdersWhereSomebodyPlacesSomeSeesWhatIsGiven() throws Exception {
        order("1", 1, "open");
        CompletableFuture<?> second = Transactions.in(bed.database, tx -> {
            SourcingCapacity.of(
                    tx, Set.of("W1"), RuleFiles.sourcing(RULES, policy), policy.locations(), bed.clock.instant());
            try (Statement statement = tx.createStatement()) {
                statement.execute("insert into fulfilment_request select 'other', system, 'other', 'other', location,"
                        + " method, generation, sequence, state, promised_at, lines, told, message_id, requested_at,"
                        + " updated_at from fulfilment_request");
            }
            CompletableFuture<?> other = CompletableFuture.runAsync(() -> order("2", 1, "open"));
            bed.untilOneWaitsForALock();
            return other;
        });
        second.get(30, TimeUnit.SECONDS);

        assertThat(bed.count("stock_claim where location = 'unassigned' and quantity > 0"))
                .isOne();
        assertThat(bed.count("fulfilment_request where state = 'open'")).isEqualTo(2);
    }

    @Test
    void whatCouldNotBeCommittedIsFoundAtTheNextLook() throws SQLException {
        FailingCommits database = new FailingCommits(bed.database);
        CapacityWatch node = new CapacityWatch(database.source(), policy, bed.clock);
        order("1", 1, "open");
        order("2", 1, "open");

        database.fail(true);
        assertThatThrownBy(node::watch).isInstanceOf(SQLException.class);
        assertThat(bed.count("location_full")).isZero();
        database.fail(false);
        node.watch();
        node.watch();

        assertThat(bed.count("location_full")).isEqualTo(1);
        assertThat(bed.count("availability_due")).isEqualTo(1);
    }

    @Test
    void moreOfAnOrderThatIsServedThereIsStillServedThere() throws SQLException {
        order("1", 1, "open");
        order("2", 1, "open");
        watch();

        bed.post(ORDER, SourcingIT.order("2", 2, "open", "3", "0"));

        assertThat(bed.sql
                        .sql("select location || ' ' || trim_scale(quantity) from stock_claim"
                                + " where claim_key like '%|2|%' and quantity > 0 order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("W1 3");
    }

    private void order(String id, int revision, String state) {
        bed.post(ORDER, SourcingIT.order(id, revision, state, "1", "0"));
    }

    private void watch() throws SQLException {
        new CapacityWatch(bed.database, policy, bed.clock).watch();
        bed.figures.tellDue();
    }

    private @Nullable Exclusion exclusion(@Nullable String channel, @Nullable String fulfilment) throws SQLException {
        Availability one = Transactions.in(bed.database, tx -> {
            Moment moment = Moments.of(tx, policy, List.of("TEE"), bed.clock.instant());
            Balance balance = new StockLedger(bed.clock)
                    .locked(tx, new TreeSet<>(List.of(new StockKey("TEE", "W1"))))
                    .get(0);
            return policy.of(balance, new Offer(channel, fulfilment), moment);
        });
        return one.exclusion();
    }

    private List<String> told() {
        return bed.sql
                .sql("select substr(destination, 6) || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where destination in ('shop.web', 'shop.market') order by 1")
                .query(String.class)
                .list();
    }
}
