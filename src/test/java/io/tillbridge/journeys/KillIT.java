package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub's process is killed in the middle of its work, on engines of its own. Each order is placed and then changed, so
 * that a system that follows every order has an order of events to keep.
 */
class KillIT {

    private static final int DOCUMENTS = Integer.getInteger("tillbridge.test.kill-documents", 5_000);
    private static final int ORDERS = DOCUMENTS / 2;
    private static final int ITEMS = 50;
    private static final int RECEIVED = 1_000;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void everyAcknowledgedOrderIsPostedOnceAndToldThoughTheHubIsKilledInTheMiddle() throws Exception {
        int port = FreePort.next();
        try (Hub hub = Hub.on(directory, () -> ownDatabase(port), List.of("--tillbridge.database.port=" + port))) {
            hub.start();
            for (int item = 0; item < ITEMS; item++) {
                hub.stocked(sku(item), "OBJ" + sku(item), inventoryItem(item), Integer.toString(RECEIVED));
            }
            long began = System.nanoTime();
            OrderLoad load = OrderLoad.start(hub, DOCUMENTS, 8, KillIT::document);
            Eventually.within(LIMIT, () -> assertThat(load.acknowledged()).isGreaterThan(DOCUMENTS * 2 / 5));

            hub.process.kill();
            int acknowledgedBefore = load.acknowledged();
            int toldBefore = hub.systems.accounting.calls().size();
            Eventually.holds(
                    () -> assertThat(load.failed()).as("sends that met no hub").isPositive());
            hub.start();

            load.finish(LIMIT);
            Eventually.within(LIMIT, () -> everyDocumentIsPosted(hub));
            Duration posted = Duration.ofNanos(System.nanoTime() - began);
            Eventually.within(
                    LIMIT,
                    () -> assertThat(hub.count("select count(*) from outbox_lane where state <> 'delivered'"))
                            .isZero());
            Measured.say(
                    "killed after " + acknowledgedBefore + " of " + DOCUMENTS + " acknowledged and " + toldBefore
                            + " told to accounting",
                    "all posted after " + posted.toMillis() + " ms with the restart, all told after "
                            + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");

            assertThat(acknowledgedBefore).isLessThan(DOCUMENTS);
            assertThat(hub.process.output()).contains("postgres.orphan_stopped");
            everyOrderPromisesTwoPieces(hub);
            theLastFigureToldIsThatOfTheBooks(hub);
            accountingWasToldEveryEventOnceAndInOrder(hub);
        }
    }

    private static void everyDocumentIsPosted(Hub hub) {
        assertThat(hub.count("select count(distinct receipt_key) from message where connection = 'shop'"
                        + " and flow = 'orders' and state in ('posted', 'skipped')"))
                .isEqualTo(DOCUMENTS);
    }

    private static void everyOrderPromisesTwoPieces(Hub hub) {
        assertThat(hub.count("select count(*) from sales_order")).isEqualTo(ORDERS);
        assertThat(hub.count("select count(*) from stock_claim where quantity = 2"))
                .isEqualTo(ORDERS);
        assertThat(hub.text("select trim_scale(sum(claimed))::text from stock_balance"))
                .isEqualTo(Integer.toString(2 * ORDERS));
        assertThat(hub.count("select count(*) from dead_letter")).isZero();
        assertThat(hub.count("select count(*) from message where state not in ('posted', 'skipped')"))
                .isZero();
        assertThat(hub.count("select count(*) from message where flow = 'orders' and state = 'posted'"))
                .isEqualTo(DOCUMENTS);
    }

    private static void theLastFigureToldIsThatOfTheBooks(Hub hub) {
        String left = Integer.toString(RECEIVED - 2 * ORDERS / ITEMS);
        for (int item = 0; item < ITEMS; item++) {
            String sku = sku(item);
            String sequence =
                    hub.text("select sequence::text from stock_balance where sku = ? and location = 'ST1'", sku);
            assertThat(Systems.told(hub.systems.warehouse, sku, "available"))
                    .as(sku)
                    .isEqualTo(left);
            for (FakeDestination system : List.of(hub.systems.warehouse, hub.systems.marketplace, hub.systems.outlet)) {
                assertThat(Systems.told(system, sku, "sequence")).as(sku).isEqualTo(sequence);
            }
            assertThat(Systems.toldShop(hub.systems.shop, inventoryItem(item)))
                    .as(sku)
                    .isEqualTo(left);
        }
    }

    /** Once by the idempotency key: a call whose answer the killed process did not record comes again under its key. */
    private static void accountingWasToldEveryEventOnceAndInOrder(Hub hub) {
        Map<String, String> bodies = new HashMap<>();
        Map<String, List<String>> revisions = new HashMap<>();
        for (FakeDestination.Call call : hub.systems.accounting.calls()) {
            String key = call.headers().getOrDefault("idempotency-key", "none");
            String before = bodies.putIfAbsent(key, call.body());
            if (before == null) {
                JsonNode told = Json.read(call.body());
                revisions
                        .computeIfAbsent(told.path("orderId").asText(), order -> new ArrayList<>())
                        .add(told.path("revision").asText());
            } else {
                assertThat(call.body()).as("repeated under " + key).isEqualTo(before);
            }
        }
        assertThat(bodies).as("events by idempotency key").hasSize(DOCUMENTS);
        assertThat(revisions).hasSize(ORDERS);
        assertThat(revisions.values())
                .allSatisfy(order -> assertThat(order).hasSize(2).isSorted().doesNotHaveDuplicates());
    }

    /** First all orders are placed, then all are changed. */
    private static String document(int number) {
        int order = number % ORDERS;
        return number < ORDERS
                ? Payloads.shopOrder(id(order), sku(order))
                : Payloads.shopOrderOfTwo(id(order), sku(order));
    }

    private static String inventoryItem(int number) {
        return Integer.toString(800_000 + number % ITEMS);
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
}
