package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.support.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub's process is killed in the middle of its work, on engines of its own. */
class KillIT {

    private static final int DOCUMENTS = Integer.getInteger("tillbridge.test.kill-documents", 5_000);
    private static final int ITEMS = 50;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyAcknowledgedOrderIsPostedOnceAndToldThoughTheHubIsKilledInTheMiddle() throws Exception {
        int port = freePort();
        try (Hub hub = Hub.on(directory, () -> ownDatabase(port), List.of("--tillbridge.database.port=" + port))) {
            // One call an order would make this a test of the delivery rate; the others are told figures
            Files.delete(directory.resolve("layer/config/connections/accounting.connection.yaml"));
            hub.start();
            for (int item = 0; item < ITEMS; item++) {
                hub.item(sku(item));
            }
            long began = System.nanoTime();
            OrderLoad load = OrderLoad.start(hub, DOCUMENTS, 8, number -> Payloads.shopOrder(id(number), sku(number)));
            Eventually.within(LIMIT, () -> assertThat(load.acknowledged()).isGreaterThan(DOCUMENTS * 2 / 5));

            hub.process.kill();
            int acknowledgedBefore = load.acknowledged();
            Eventually.holds(
                    () -> assertThat(load.failed()).as("sends that met no hub").isPositive());
            hub.start();

            load.finish(LIMIT);
            Eventually.within(
                    LIMIT,
                    () -> assertThat(hub.count("select count(*) from sales_order"))
                            .isEqualTo(DOCUMENTS));
            Duration posted = Duration.ofNanos(System.nanoTime() - began);
            Eventually.within(
                    LIMIT,
                    () -> assertThat(
                                    hub.count(
                                            "select count(*) from outbox_lane where state <> 'delivered' and waiting_on is null"))
                            .isZero());
            Measured.say(
                    "killed after " + acknowledgedBefore + " of " + DOCUMENTS + " acknowledged",
                    "all posted after " + posted.toMillis() + " ms with the restart, all told after "
                            + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");

            assertThat(acknowledgedBefore).isLessThan(DOCUMENTS);
            assertThat(hub.process.output()).contains("postgres.orphan_stopped");
            everyOrderPromisesOnePiece(hub);
            theLastFigureToldIsThatOfTheBooks(hub);
        }
    }

    private static void everyOrderPromisesOnePiece(Hub hub) {
        assertThat(hub.count("select count(*) from stock_claim where quantity = 1"))
                .isEqualTo(DOCUMENTS);
        assertThat(hub.text("select trim_scale(sum(claimed))::text from stock_balance"))
                .isEqualTo(Integer.toString(DOCUMENTS));
        assertThat(hub.count("select count(*) from dead_letter")).isZero();
        assertThat(hub.count("select count(*) from message where state not in ('posted', 'skipped')"))
                .isZero();
        assertThat(hub.count("select count(*) from message where state = 'posted'"))
                .isEqualTo(DOCUMENTS);
    }

    private static void theLastFigureToldIsThatOfTheBooks(Hub hub) {
        for (int item = 0; item < ITEMS; item++) {
            String sequence = hub.text("select sequence::text from stock_balance where sku = ?", sku(item));
            assertThat(Systems.told(hub.systems.warehouse, sku(item), "sequence"))
                    .as(sku(item))
                    .isEqualTo(sequence);
            assertThat(Systems.told(hub.systems.marketplace, sku(item), "sequence"))
                    .as(sku(item))
                    .isEqualTo(sequence);
        }
    }

    private static String sku(int number) {
        return "KILL-" + (number % ITEMS + 1_000);
    }

    private static String id(int number) {
        return Integer.toString(500_000_000 + number);
    }

    private DatabaseAccess ownDatabase(int port) {
        try {
            String password = Files.readString(directory.resolve("data/secrets/postgres-password"));
            return new DatabaseAccess(
                    "jdbc:postgresql://127.0.0.1:" + port + "/tillbridge", "tillbridge", password.strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the hub has no PostgreSQL of its own", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
