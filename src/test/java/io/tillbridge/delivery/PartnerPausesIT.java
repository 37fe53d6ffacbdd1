package io.tillbridge.delivery;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.Plans;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An answer after which the connection must rest. */
class PartnerPausesIT {

    private static final String CLOSED = "{\"message\":\"account\\u0000closed\"}";
    private static final ErrorRule GONE = new ErrorRule(
            new Condition.Status(List.of(410)),
            ErrorRule.Action.PAUSE_CONNECTION,
            null,
            JsonPointer.compile("/message"),
            null);

    private static DeliveryBed bed() {
        return new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()), null, List.of(GONE));
    }

    @Test
    void aReasonThatPostgresqlCannotHoldPausesAsWell() {
        try (DeliveryBed bed = bed()) {
            bed.partner.always(call -> answer(410, CLOSED));
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventually(() -> bed.rows("select reason from connection_state where paused")
                    .equals(List.of("http_410: accountclosed")));
            bed.level("B", 1, 5);
            assertThat(bed.partner.calls()).hasSize(1);
        }
    }

    @Test
    void theLanesAreDueOnlyTogetherWithThePause() throws Exception {
        try (DeliveryBed bed = bed();
                Connection other = bed.database.getConnection();
                Statement held = other.createStatement()) {
            DeliveryBed.Node node = bed.node();
            node.delivery.states().resume("shop", "ana", "open");
            bed.level("A", 1, 5);
            Attempt attempt = claim(node);
            other.setAutoCommit(false);
            held.execute("select from connection_state for update");
            Received received =
                    new Received(410, Map.of(), CLOSED.getBytes(StandardCharsets.UTF_8), ExactJson.parse(CLOSED));
            CompletableFuture<Void> recorded = CompletableFuture.runAsync(() -> record(node, attempt, received));
            bed.eventually(() -> bed.rows("select pid from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database()")
                            .size()
                    == 1);
            assertThat(bed.lane("A")).isEqualTo("in_flight");
            other.rollback();
            recorded.join();
            assertThat(bed.lane("A")).isEqualTo("due");
            assertThat(node.stage.paused(node.destination)).isTrue();
        }
    }

    @Test
    void aWorkerThatSawNoPauseClaimsNothingAfterIt() throws SQLException {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            node.delivery.states().pause("shop", "ana", "closed");
            WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
            assertThat(node.stage.hinted(node.destination, List.of("A"), waits)).isNull();
            bed.sql("update lane_delivery set retry_at = now() - interval '1 year'");
            assertThat(node.stage.scheduled(node.destination)).isNull();
            node.delivery.states().resume("shop", "ana", "open");
            assertThat(node.stage.scheduled(node.destination)).isNotNull();
        }
    }

    private static Attempt claim(DeliveryBed.Node node) throws SQLException {
        WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
        return Objects.requireNonNull(node.stage.hinted(node.destination, List.of("A"), waits));
    }

    private static void record(DeliveryBed.Node node, Attempt attempt, Received received) {
        try {
            node.stage.record(
                    node.destination, attempt, new Answer.PauseConnection("http_410", "account closed", received));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
