package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.Received;
import io.tillbridge.support.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who posts and who delivers hold different rows of a lane, so neither waits for the other. */
class LaneSplitIT {

    private static final Answer OK = new Answer.Ok(new Received(200, Map.of(), new byte[0], MissingNode.getInstance()));

    private static DeliveryBed bed() {
        DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
        bed.sql("do $$ begin execute format('alter database %I set lock_timeout = ''300ms''', current_database()); end $$");
        return bed;
    }

    private static Attempt claim(DeliveryBed.Node node) throws SQLException {
        WindowWaits waits = new WindowWaits(10, node.signals.feed("shop.levels"));
        return Objects.requireNonNull(node.stage.hinted(node.destination, List.of("A"), waits));
    }

    @Test
    void whoPostsNeverAsksForTheDeliverysHalf() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection deliveries = bed.database.getConnection();
                Statement locks = deliveries.createStatement();
                Connection posting = bed.database.getConnection()) {
            bed.level("A", 1, 5);
            bed.otherKind("Q", 1, "{\"n\":1}");
            deliveries.setAutoCommit(false);
            locks.execute("lock table lane_delivery in access exclusive mode");
            posting.setAutoCommit(false);
            List<DesiredState> states = List.of(
                    bed.desired("A", 2, "{\"available\":\"4\"}"),
                    bed.desired("NEW", 1, "{\"available\":\"4\"}"),
                    event(bed, "Q", 2),
                    event(bed, "R", 1));
            assertThatCode(() -> {
                        assertThat(new Outbox().write(posting, states)).hasSize(4);
                        new Outbox().schedule(posting, List.of(event(bed, "Q", 3)), bed.clock.instant());
                        posting.commit();
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static DesiredState event(DeliveryBed bed, String key, long sequence) {
        return new DesiredState(
                "shop.levels", key, EventType.ORDER_STATUS, sequence, "{}", null, bed.clock.instant(), UUID.randomUUID(), false);
    }

    @Test
    void twoPostingsOfOneLaneThatTellsEveryEventDoNotWaitForEachOther() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection one = bed.database.getConnection()) {
            bed.otherKind("Q", 1, "{\"n\":1}");
            one.setAutoCommit(false);
            new Outbox().write(one, List.of(event(bed, "Q", 2)));
            assertThatCode(() -> bed.write(List.of(event(bed, "Q", 3)))).doesNotThrowAnyException();
        }
    }

    @Test
    void aClaimAndARecordWaitForNoPosting() throws SQLException {
        try (DeliveryBed bed = bed();
                Connection posting = bed.database.getConnection()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            posting.setAutoCommit(false);
            new Outbox().write(posting, List.of(bed.desired("A", 2, "{\"available\":\"4\"}")));

            Attempt attempt = claim(node);
            node.stage.record(node.destination, attempt, OK);

            assertThat(attempt.lanes()).extracting(Lane::sequence).containsExactly(1L);
            assertThat(bed.lane("A")).isEqualTo("delivered");
            posting.commit();
            assertThat(bed.lane("A")).isEqualTo("due");
            assertThat(claim(node).lanes()).extracting(Lane::sequence).containsExactly(2L);
        }
    }

    @Test
    void aTellingRewritesTheDocumentOnce() throws SQLException {
        try (DeliveryBed bed = bed()) {
            DeliveryBed.Node node = bed.node();
            bed.level("A", 1, 5);
            String before = bed.rows("select ctid::text from lane_wanted").get(0);
            node.stage.record(node.destination, claim(node), OK);
            assertThat(bed.rows("select ctid::text from lane_wanted")).containsExactly(before);
        }
    }

    /** The rule that keeps both apart: one who holds the wanted half would wait for a record that wants to file a letter. */
    @Test
    void onlyDeliveriesAndReplaysNameTheDeliverysHalf() throws Exception {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/tillbridge"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java"))
                            .filter(LaneSplitIT::namesTheDeliverysHalf)
                            .map(path -> path.getParent().getFileName().toString())
                            .distinct())
                    .as("packages that name lane_delivery: whoever else needs it asks the package delivery, and not while he holds lane_wanted")
                    .containsExactlyInAnyOrder("delivery", "deadletter");
        }
    }

    private static boolean namesTheDeliverysHalf(Path source) {
        try {
            return Files.readString(source).lines().anyMatch(line -> line.contains("lane_delivery") && !line.contains("{@code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
