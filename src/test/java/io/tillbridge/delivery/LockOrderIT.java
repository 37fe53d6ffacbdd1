package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.deadletter.Replays;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever changes several lanes locks them in the order of destination and key, as records do; else both may wait for ever. */
class LockOrderIT {

    private static final HoldKey PLACE = HoldKey.remoteReference("shop", "test.location", "S1");

    @FunctionalInterface
    private interface Change {
        void run(DeliveryBed bed) throws Exception;
    }

    @Test
    void aReleaseByWhoeverAddsTheReference() throws Exception {
        assertOrdered("waiting_on = '" + PLACE + "', waiting_since = now()", bed -> {
            try (Connection tx = bed.database.getConnection()) {
                LaneRelease.of(tx, List.of(PLACE));
            }
        });
    }

    @Test
    void aReleaseByTheSweep() throws Exception {
        assertOrdered("waiting_on = '" + PLACE + "', waiting_since = now()", bed -> {
            bed.sql("insert into cross_reference values ('shop', 'test.location', '9', 'S1', now())");
            DeliveryBed.Node node = bed.node();
            node.stage.sweepHeld(node.destination);
        });
    }

    @Test
    void aReplay() throws Exception {
        assertOrdered("dead_sequence = 1", bed -> {
            for (String key : List.of("B", "A")) {
                bed.sql("insert into dead_letter (dead_letter_id, state, stage, code, category, owner, cause_group,"
                        + " connection, flow, lane_key, at, detail, filed_at, failed_at, changed_at) values ("
                        + "'00000000-0000-7000-8000-00000000000" + (key.equals("B") ? 1 : 2)
                        + "', 'new', 'deliver', 'http_422', 'partner_refused', 'partner', 'g', 'shop', 'levels', '"
                        + key
                        + "', '', '', now(), now(), now())");
            }
            new Replays(bed.database, bed.clock, (tx, id, by, reason, items) -> {})
                    .startConnection("shop", "ana", "listed");
        });
    }

    @Test
    void whoPostsNeverAsksForTheDeliverysHalf() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
                Connection deliveries = bed.database.getConnection();
                Statement locks = deliveries.createStatement();
                Connection posting = bed.database.getConnection()) {
            bed.level("A", 1, 5);
            bed.otherKind("Q", 1, "{\"n\":1}");
            deliveries.setAutoCommit(false);
            locks.execute("lock table lane_delivery in access exclusive mode");
            posting.setAutoCommit(false);
            try (Statement statement = posting.createStatement()) {
                statement.execute("set lock_timeout = '300ms'");
            }
            List<DesiredState> states = List.of(
                    bed.desired("A", 2, "{\"available\":\"4\"}"),
                    bed.desired("NEW", 1, "{\"available\":\"4\"}"),
                    LaneSplitIT.event(bed, "Q", 2),
                    LaneSplitIT.event(bed, "R", 1));
            assertThatCode(() -> {
                        assertThat(new Outbox().write(posting, states)).hasSize(4);
                        new Outbox().schedule(posting, List.of(LaneSplitIT.event(bed, "Q", 3)), bed.clock.instant());
                        posting.commit();
                    })
                    .doesNotThrowAnyException();
        }
    }

    /** The rule that keeps both apart: one who holds the wanted half would wait for a record that wants to file a letter. */
    @Test
    void onlyDeliveriesAndReplaysNameTheDeliverysHalf() throws Exception {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/tillbridge"))) {
            assertThat(sources.filter(path -> path.toString().endsWith(".java"))
                            .filter(LockOrderIT::namesTheDeliverysHalf)
                            .map(path -> path.getName(path.getNameCount() - 2).toString())
                            .distinct())
                    .as(
                            "packages that name lane_delivery: whoever else needs it asks the package delivery, and not while he holds lane_wanted")
                    .containsExactlyInAnyOrder("delivery", "deadletter");
        }
    }

    private static boolean namesTheDeliverysHalf(Path source) {
        try {
            return Files.readString(source)
                    .lines()
                    .anyMatch(line -> line.contains("lane_delivery") && !line.contains("{@code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Locks lane A as a record, lets the change begin, and then locks lane B. */
    private static void assertOrdered(String prepared, Change change) throws Exception {
        try (DeliveryBed bed = new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
                Connection record = bed.database.getConnection();
                Statement locks = record.createStatement()) {
            bed.level("B", 1, 1);
            bed.level("A", 1, 1);
            bed.sql("insert into lane_delivery (destination, key) select destination, key from lane_wanted");
            bed.sql("update lane_delivery set waiting_sequence = 1, " + prepared + " where key = 'B'");
            bed.sql("update lane_delivery set waiting_sequence = 1, " + prepared + " where key = 'A'");
            record.setAutoCommit(false);
            locks.execute("select from lane_delivery where key = 'A' for update");
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> run(change, bed));
            bed.eventually(() -> other.isDone()
                    || bed.rows("select pid from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and datname = current_database()")
                                    .size()
                            == 1);
            assertThatCode(() -> {
                        locks.execute("select from lane_delivery where key = 'B' for update");
                        record.commit();
                        other.join();
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static void run(Change change, DeliveryBed bed) {
        try {
            change.run(bed);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
