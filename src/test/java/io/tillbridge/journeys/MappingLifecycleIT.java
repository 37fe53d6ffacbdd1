package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A wrong version of a mapping from its draft to the books and out of them again: what it posted is posted anew under the
 * version before, and the books are those of a hub that never saw it.
 */
class MappingLifecycleIT {

    private static final String SKU = "LIFE-1";
    private static final String GOOD = Integer.toString(OrderMapping.GOOD);
    private static final String WRONG = Integer.toString(OrderMapping.WRONG);

    private static final String NO_CASES = """
            apiVersion: tillbridge/v1
            kind: MappingTest
            subject: shopify.order
            cases: []
            """;

    @TempDir
    private Path directory;

    @Test
    void aWrongVersionLeavesTheBooksAsIfItHadNeverBeen() throws Exception {
        Map<String, List<String>> after;
        List<String> orders = new ArrayList<>();
        try (ReloadingHub hub = new ReloadingHub(directory.resolve("wrong"), "PT0S")) {
            stock(hub);
            OrderMapping.version(hub, OrderMapping.GOOD, "");
            OrderMapping.reviewed(hub, OrderMapping.GOOD);
            OrderMapping.command(
                    hub,
                    0,
                    "mapping",
                    "activate",
                    OrderMapping.SUBJECT,
                    GOOD,
                    "--from",
                    ahead(3),
                    "--why",
                    "as V1, renumbered");
            waitUntil(hub, OrderMapping.GOOD);
            post(hub, orders, order("1", Instant.now()));
            assertThat(stamped(hub)).containsExactly("1 V" + GOOD);

            OrderMapping.version(hub, OrderMapping.WRONG, "const: \"5\"");
            assertThat(OrderMapping.command(hub, 1, "mapping", "test", OrderMapping.SUBJECT))
                    .contains("lines[0].quantity: expected \"1\", found \"5\"");
            assertThat(OrderMapping.diff(hub).path("differing").asLong()).isEqualTo(1);
            WrittenFile.write(hub.file(OrderMapping.FOLDER + "order.test.yaml"), NO_CASES);
            OrderMapping.command(hub, 0, "mapping", "test", OrderMapping.SUBJECT, "--update");
            assertThat(OrderMapping.command(hub, 4, "mapping", "release", OrderMapping.SUBJECT, WRONG))
                    .contains("review");
            OrderMapping.command(
                    hub, 4, "mapping", "review", OrderMapping.SUBJECT, WRONG, "--by", "ana", "--why", "mine");
            OrderMapping.reviewed(hub, OrderMapping.WRONG);
            Instant from = Instant.parse(ahead(6));
            OrderMapping.command(
                    hub,
                    0,
                    "mapping",
                    "activate",
                    OrderMapping.SUBJECT,
                    WRONG,
                    "--from",
                    from.toString(),
                    "--connections",
                    "shop",
                    "--why",
                    "five of everything");
            post(hub, orders, order("2", from.minusSeconds(1)));
            Eventually.holds(() -> assertThat(Instant.now()).isAfter(from));
            post(hub, orders, order("3", from.plusMillis(1)));
            post(hub, orders, shipped("4", from.plusMillis(2)));
            post(hub, orders, order("5", from.minusSeconds(2)));
            assertThat(stamped(hub))
                    .containsExactly("1 V" + GOOD, "2 V" + GOOD, "3 V" + WRONG, "4 V" + WRONG, "5 V" + GOOD);

            OrderMapping.command(
                    hub,
                    0,
                    "mapping",
                    "rollback",
                    OrderMapping.SUBJECT,
                    "--of",
                    WRONG,
                    "--to",
                    GOOD,
                    "--connections",
                    "shop",
                    "--why",
                    "five is wrong");
            post(hub, orders, order("6", from.plusMillis(3)));
            assertThat(stamped(hub)).endsWith("6 V" + GOOD);
            OrderMapping.repost(hub);
            assertThat(stamped(hub))
                    .containsExactly(
                            "1 V" + GOOD, "2 V" + GOOD, "3 V" + GOOD, "4 V" + GOOD, "5 V" + GOOD, "6 V" + GOOD);
            JsonNode story = story(hub, "3");
            assertThat(story.at("/mapping/version").asInt()).isEqualTo(OrderMapping.GOOD);
            assertThat(story.at("/reposts/0/from/version").asInt()).isEqualTo(OrderMapping.WRONG);
            assertThat(story.at("/reposts/0/from/activation/why").asText())
                    .as("the row that chose the version that misread it")
                    .isEqualTo("five of everything");
            assertThat(story.path("attempts").findValuesAsText("detail"))
                    .containsExactly("reposted under V" + GOOD + " by api because wrong, run "
                            + story.at("/reposts/0/run").asText());
            assertThat(hub.count("select count(*) from fact_repost where from_version = " + WRONG + " and to_version = "
                            + GOOD))
                    .isEqualTo(2);
            assertThat(hub.count("select count(*) from stock_movement where reverses is not null"))
                    .as("each movement of the wrong version has its reversal")
                    .isEqualTo(hub.count("select count(*) from stock_movement m join fact_repost f"
                            + " on m.movement_id = any (f.reversed_by)"))
                    .isPositive();
            assertThat(HubBooks.rows(
                            hub,
                            "select actor || ' ' || action from audit_entry where subject = 'shopify.order'"
                                    + " and action in ('mapping.activate', 'mapping.rollback') order by sequence"))
                    .as("what was done over the API is told once")
                    .containsExactly(
                            "files:tillbridge mapping.activate",
                            "files:tillbridge mapping.rollback",
                            "files:tillbridge mapping.rollback",
                            "files:tillbridge mapping.rollback",
                            "files:tillbridge mapping.rollback",
                            "api:ben mapping.activate",
                            "api:ben mapping.activate",
                            "api:ben mapping.rollback");
            after = HubBooks.books(hub);
        }
        try (ReloadingHub hub = new ReloadingHub(directory.resolve("right"), "PT0S")) {
            stock(hub);
            for (String body : orders) {
                post(hub, new ArrayList<>(), body);
            }
            assertThat(after).isEqualTo(HubBooks.books(hub));
        }
    }

    private static void stock(ReloadingHub hub) {
        hub.item(SKU);
        assertThat(hub.receipt("R1", SKU, "100")).isEqualTo(200);
        Eventually.holds(() ->
                assertThat(hub.count("select count(*) from stock_movement")).isEqualTo(1));
    }

    private static void waitUntil(ReloadingHub hub, int version) {
        Eventually.holds(() -> assertThat(
                        hub.get("/api/mappings/" + OrderMapping.SUBJECT).toString())
                .contains("\"version\":" + version));
        Eventually.holds(() -> assertThat(hub.count(
                        "select count(*) from mapping_activation where subject = ? and counts_from <= now() and version = ?",
                        OrderMapping.SUBJECT,
                        version))
                .isPositive());
    }

    /** Sends it and waits until it is posted. */
    private static void post(ReloadingHub hub, List<String> orders, String body) {
        orders.add(body);
        long before = posted(hub);
        assertThat(hub.send(Signed.shop(
                                hub.url, "orders", "D" + body.hashCode(), body.getBytes(StandardCharsets.UTF_8)))
                        .statusCode())
                .isEqualTo(200);
        Eventually.holds(() -> assertThat(posted(hub)).isEqualTo(before + 1));
    }

    private static long posted(ReloadingHub hub) {
        return hub.count("select count(*) from message where flow = 'orders' and state = 'posted'");
    }

    private static List<String> stamped(ReloadingHub hub) {
        return HubBooks.rows(
                hub, "select business_key || ' V' || mapping_version from message where flow = 'orders' order by 1");
    }

    /** What the API tells of an order's message. */
    private static JsonNode story(ReloadingHub hub, String order) {
        String id = HubBooks.rows(
                        hub,
                        "select message_id::text from message where flow = 'orders' and business_key = '" + order + "'")
                .get(0);
        return Json.read(hub.api("GET", "/api/messages/" + id, "").body());
    }

    private static String order(String id, Instant updated) {
        return Payloads.shopOrder(id, SKU).replaceFirst("\"updated_at\": \"[^\"]*\"", updated(updated));
    }

    private static String shipped(String id, Instant updated) {
        return Payloads.shippedOrder(id, SKU).replaceFirst("\"updated_at\": \"[^\"]*\"", updated(updated));
    }

    private static String updated(Instant at) {
        return "\"updated_at\": \"" + at + "\"";
    }

    private static String ahead(int seconds) {
        return Instant.now()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(seconds)
                .toString();
    }
}
