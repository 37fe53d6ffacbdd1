package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.message.Receipts;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.NodeId;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receipts are forgotten when their flow's {@code keep} has passed, and not before. */
class ReceiptPruningIT {

    private static final int PAGE = 3;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-11-20T09:00:00Z");
    private final Plans plans = new Plans();

    @BeforeEach
    void connect() {
        plans.put(Plans.connection(
                "shop",
                flow("orders", Duration.ofDays(14)),
                flow("refunds", Duration.ofDays(1)),
                flow("listing", null)));
    }

    private static InboundFlow flow(String name, @Nullable Duration keep) {
        InboundFlow polled = Listings.flow();
        ReceiptRule rule = keep == null ? null : new ReceiptRule(new KeyRule.Header("x-delivery"), keep, null);
        return new InboundFlow(
                name,
                polled.source(),
                rule,
                polled.key(),
                polled.stale(),
                polled.dispatch(),
                polled.resolve(),
                polled.tombstone(),
                polled.headers(),
                polled.reconciles());
    }

    private ReceiptPruning node(String name) {
        Leases leases = new Leases(JdbcClient.create(database), new NodeId(name));
        return new ReceiptPruning(database, new Receipts(), leases, plans, clock, PAGE);
    }

    private void received(String connection, String flow, int count) {
        for (int number = 0; number < count; number++) {
            sql.update(
                    "insert into receipt (connection, flow, receipt_key, message_id, received_at) values (?, ?, ?, ?, ?)",
                    connection,
                    flow,
                    clock.instant() + "-" + number,
                    UUID.randomUUID(),
                    clock.instant().atOffset(ZoneOffset.UTC));
        }
    }

    private int left(String connection, String flow) {
        return sql.queryForObject(
                "select count(*) from receipt where connection = ? and flow = ?", Integer.class, connection, flow);
    }

    @Test
    void eachFlowForgetsWhatIsOlderThanItsOwnKeepPageByPage() throws SQLException {
        Instant start = clock.instant();
        for (String flow : new String[] {"orders", "refunds", "listing"}) {
            received("shop", flow, 2 * PAGE + 1);
        }
        received("gone", "orders", 1);
        clock.advance(Duration.ofDays(2));
        received("shop", "orders", PAGE);
        received("shop", "refunds", PAGE);

        assertThat(node("one").prune()).isEqualTo(OptionalInt.of(2 * PAGE + 1));
        assertThat(left("shop", "refunds")).isEqualTo(PAGE);
        assertThat(left("shop", "orders")).isEqualTo(3 * PAGE + 1);

        clock.set(start.plus(Duration.ofDays(14)));
        nextDay();
        assertThat(node("one").prune()).as("those of the refunds' second day").isEqualTo(OptionalInt.of(PAGE));
        assertThat(left("shop", "orders")).as("14 days old, to the second").isEqualTo(3 * PAGE + 1);

        clock.advance(Duration.ofSeconds(1));
        nextDay();
        assertThat(node("one").prune()).isEqualTo(OptionalInt.of(2 * PAGE + 1));
        assertThat(left("shop", "orders")).isEqualTo(PAGE);
        assertThat(left("shop", "listing")).as("it says no keep").isEqualTo(2 * PAGE + 1);
        assertThat(left("gone", "orders")).as("nobody says its keep").isEqualTo(1);
    }

    @Test
    void oneNodeDoesItOnceADayAndAFailureIsTriedAgain() throws SQLException {
        received("shop", "refunds", 1);
        clock.advance(Duration.ofDays(2));
        sql.update("alter table receipt rename to receipt_gone");
        assertThatThrownBy(node("one")::prune).isInstanceOf(SQLException.class);
        sql.update("alter table receipt_gone rename to receipt");

        assertThat(node("two").prune()).isEqualTo(OptionalInt.of(1));
        assertThat(node("one").prune()).isEmpty();
        assertThat(node("two").prune()).isEmpty();
        nextDay();
        assertThat(node("one").prune()).isEqualTo(OptionalInt.of(0));
    }

    /** Leases go by the time of the database. */
    private void nextDay() {
        sql.update("update lease set expires_at = clock_timestamp() where name = ?", ReceiptPruning.LEASE);
    }
}
