package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.cli.CommandRun;
import io.tillbridge.security.ApiToken;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.WrittenFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A wrong version of a mapping from its draft to the books and out of them again: what it posted is posted anew under the
 * version before, and the books are those of a hub that never saw it.
 */
class MappingLifecycleIT {

    private static final String SUBJECT = "shopify.order";
    private static final String FOLDER = "mappings/shopify/order/";
    private static final String SKU = "LIFE-1";

    /** What people read of the books; not when it was written and by which message. */
    private static final List<String> BOOKS = List.of(
            "select sku || '@' || location || ' ' || trim_scale(sellable) || ' ' || trim_scale(claimed)"
                    + " from stock_balance order by 1",
            "select claim_key || ' ' || sku || '@' || location || ' ' || trim_scale(quantity) from stock_claim"
                    + " where quantity > 0 order by 1",
            "select order_id || ' ' || number || ' ' || state || ' ' || document from sales_order order by 1",
            "select sku || ' ' || from_place || '.' || from_bucket || ' to ' || to_place || '.' || to_bucket || ' '"
                    + " || trim_scale(sum(quantity)) from stock_movement m where reverses is null and not exists"
                    + " (select from stock_movement r where r.reverses = m.movement_id)"
                    + " group by sku, from_place, from_bucket, to_place, to_bucket order by 1");

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
            version(hub, 2, "");
            reviewed(hub, 2);
            command(hub, 0, "mapping", "activate", SUBJECT, "2", "--from", ahead(3), "--why", "as V1, renumbered");
            waitUntil(hub, 2);
            post(hub, orders, order("1", Instant.now()));
            assertThat(stamped(hub)).containsExactly("1 V2");

            version(hub, 3, "const: \"5\"");
            assertThat(command(hub, 1, "mapping", "test", SUBJECT))
                    .contains("lines[0].quantity: expected \"1\", found \"5\"");
            assertThat(diff(hub).path("differing").asLong()).isEqualTo(1);
            WrittenFile.write(hub.file(FOLDER + "order.test.yaml"), NO_CASES);
            command(hub, 0, "mapping", "test", SUBJECT, "--update");
            assertThat(command(hub, 4, "mapping", "release", SUBJECT, "3")).contains("review");
            command(hub, 4, "mapping", "review", SUBJECT, "3", "--by", "ana", "--why", "mine");
            reviewed(hub, 3);
            Instant from = Instant.parse(ahead(6));
            command(
                    hub,
                    0,
                    "mapping",
                    "activate",
                    SUBJECT,
                    "3",
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
            assertThat(stamped(hub)).containsExactly("1 V2", "2 V2", "3 V3", "4 V3", "5 V2");

            command(
                    hub,
                    0,
                    "mapping",
                    "rollback",
                    SUBJECT,
                    "--of",
                    "3",
                    "--to",
                    "2",
                    "--connections",
                    "shop",
                    "--why",
                    "five is wrong");
            post(hub, orders, order("6", from.plusMillis(3)));
            assertThat(stamped(hub)).endsWith("6 V2");
            repost(hub);
            assertThat(stamped(hub)).containsExactly("1 V2", "2 V2", "3 V2", "4 V2", "5 V2", "6 V2");
            assertThat(hub.count("select count(*) from fact_repost where from_version = 3 and to_version = 2"))
                    .isEqualTo(2);
            assertThat(hub.count("select count(*) from stock_movement where reverses is not null"))
                    .as("each movement of V3 has its reversal")
                    .isEqualTo(hub.count("select count(*) from stock_movement m join fact_repost f"
                            + " on m.movement_id = any (f.reversed_by)"))
                    .isPositive();
            assertThat(rows(
                            hub,
                            "select actor || ' ' || action from audit_entry where subject = 'shopify.order'"
                                    + " and action in ('mapping.activate', 'mapping.rollback') order by sequence"))
                    .as("what was done over the API is told once")
                    .containsExactly(
                            "files:tillbridge mapping.activate",
                            "api:ben mapping.activate",
                            "api:ben mapping.activate",
                            "api:ben mapping.rollback");
            after = books(hub);
        }
        try (ReloadingHub hub = new ReloadingHub(directory.resolve("right"), "PT0S")) {
            stock(hub);
            for (String body : orders) {
                post(hub, new ArrayList<>(), body);
            }
            assertThat(after).isEqualTo(books(hub));
        }
    }

    private static void stock(ReloadingHub hub) {
        hub.item(SKU);
        assertThat(hub.receipt("R1", SKU, "100")).isEqualTo(200);
        Eventually.holds(() ->
                assertThat(hub.count("select count(*) from stock_movement")).isEqualTo(1));
    }

    /** Writes the version: the first one with another number, and another count of pieces where one is given. */
    private static void version(ReloadingHub hub, int number, String pieces) throws Exception {
        String first = Files.readString(Path.of(FOLDER + "V001__orders.mapping.yaml"));
        String text = first.replace("version: 1", "version: " + number + "\nauthor: ana");
        if (!pieces.isEmpty()) {
            text = text.replace("from: current_quantity, else: quantity, scale: 3", pieces + ", scale: 3");
        }
        assertThat(text).isNotEqualTo(first);
        WrittenFile.write(hub.file(FOLDER + "V00" + number + "__next.mapping.yaml"), text);
        hub.reload();
    }

    /** Somebody else than its author reads the version, and it is released. */
    private static void reviewed(ReloadingHub hub, int version) {
        String number = Integer.toString(version);
        command(hub, 0, "mapping", "review", SUBJECT, number, "--by", "ben", "--why", "read the diff");
        command(hub, 0, "mapping", "release", SUBJECT, number);
        hub.reload();
    }

    private static void waitUntil(ReloadingHub hub, int version) {
        Eventually.holds(
                () -> assertThat(hub.get("/api/mappings/" + SUBJECT).toString()).contains("\"version\":" + version));
        Eventually.holds(() -> assertThat(hub.count(
                        "select count(*) from mapping_activation where subject = ? and counts_from <= now() and version = ?",
                        SUBJECT,
                        version))
                .isPositive());
    }

    private static JsonNode diff(ReloadingHub hub) {
        JsonNode[] found = new JsonNode[1];
        Eventually.holds(() -> {
            JsonNode answer = Json.read(hub.api("GET", "/api/mappings/" + SUBJECT + "/diff?from=2&to=3&last=P7D", "")
                    .body());
            assertThat(answer.path("recorded").path("state").asText())
                    .as(answer.toString())
                    .isEqualTo("done");
            found[0] = answer.path("recorded").path("report");
        });
        return found[0];
    }

    private static void repost(ReloadingHub hub) {
        String preview = command(
                hub,
                0,
                ("mapping repost " + SUBJECT + " 2 --stamped 3 --from 2026-01-01T00:00:00Z --why wrong").split(" "));
        assertThat(preview).startsWith("2 message(s), 0 refused");
        String confirm =
                preview.substring(preview.indexOf("mapping repost --confirm ")).strip();
        assertThat(command(hub, 0, confirm.split(" "))).contains("reposted: 2 of 2");
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
        return rows(
                hub, "select business_key || ' V' || mapping_version from message where flow = 'orders' order by 1");
    }

    private static Map<String, List<String>> books(ReloadingHub hub) {
        Map<String, List<String>> books = new LinkedHashMap<>();
        BOOKS.forEach(query -> books.put(query, rows(hub, query)));
        return books;
    }

    private static List<String> rows(ReloadingHub hub, String query) {
        return hub.bean(JdbcClient.class).sql(query).query(String.class).list();
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

    /** Runs a command on the hub's files and on the hub; what it printed. */
    private static String command(ReloadingHub hub, int exit, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        boolean changes = List.of("activate", "rollback").contains(words[1]);
        if (changes) {
            command.addAll(List.of("--by", "ben"));
        }
        if (changes || words[1].equals("repost")) {
            command.addAll(List.of(
                    "--url",
                    hub.url,
                    "--token",
                    hub.bean(ApiToken.class).value().reveal()));
        }
        if (!words[1].equals("repost")) {
            command.addAll(List.of("--home", hub.file("").toString()));
        }
        CommandRun run = CommandRun.of(command.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isEqualTo(exit);
        return run.out() + run.err();
    }
}
