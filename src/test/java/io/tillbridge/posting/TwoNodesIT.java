package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.mapping.LoadedMappings;
import io.tillbridge.mapping.MappingImport;
import io.tillbridge.mapping.MappingRefresh;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two nodes post from one database, each with mappings of its own in memory: what is active is one thing for both. */
class TwoNodesIT {

    private static final String FOLDER = "mappings/shop/receipt/";
    private static final String FIRST =
            "  - {version: 1, from: \"2000-01-01T00:00:00Z\", at: \"2026-04-20T00:00:00Z\", by: ana, why: first}\n";
    private static final String SECOND =
            "  - {version: 2, from: \"2026-11-01T00:00:00Z\", at: \"2026-11-01T00:00:00Z\", by: ana, why: second}\n";
    private static final String BACK = "  - {version: 1, from: \"2026-11-01T00:00:00Z\","
            + " at: \"2026-11-21T00:00:00Z\", by: ben, why: wrong, rollbackOf: 2}\n";

    private final DataSource database = TestDatabase.fresh();
    private final MappingImport imports = new MappingImport(database, Clock.fixed(PostingBed.NOW, ZoneOffset.UTC));

    /** A hub's posting with what it runs. */
    private record Node(RunningMappings mappings, PostingBed posting) {}

    private Node node(String... rows) {
        RunningMappings mappings = new RunningMappings(imports.importReleased(files(rows)));
        MappingRefresh news =
                new MappingRefresh(mappings, imports, event -> {}, Clock.fixed(PostingBed.NOW, ZoneOffset.UTC));
        return new Node(mappings, new PostingBed(database, "shop.receipt", mappings, news, List.of()));
    }

    private static String mapping(int version) {
        return """
                kind: Mapping
                subject: shop.receipt
                version: %1$d
                from: shop/receipt.v1
                to: canonical/stock_received.v1
                rows:
                  - {to: system, type: id, from: $connection.id}
                  - {to: id, type: id, from: event.id}
                  - {to: location, type: id, from: event.location}
                  - {to: receivedAt, type: instant, from: event.receivedAt}
                  - {to: supplier, type: string, const: "V%1$d"}
                  - to: lines[]
                    each: event.lines
                    key: [id]
                    rows:
                      - {to: id, type: id, from: id}
                      - {to: sku, type: string, from: sku}
                      - {to: quantity, type: decimal, from: quantity}
                """.formatted(version);
    }

    private static LoadedMappings files(String... rows) {
        Map<String, String> texts = new TreeMap<>();
        StringBuilder lock = new StringBuilder();
        for (int version = 1; version <= 2; version++) {
            texts.put(FOLDER + "V00" + version + "__x.mapping.yaml", mapping(version));
            lock.append(Sha256.hex(mapping(version)) + "  shop.receipt V" + version + "\n");
        }
        texts.put("mappings/mappings.lock", lock.toString());
        texts.put(
                FOLDER + "activations.yaml",
                "kind: Activations\nsubject: shop.receipt\nbasis: received_time\nrows:\n" + String.join("", rows));
        String schema = "config/canonical/stock_received.v1.schema.json";
        try {
            texts.put(schema, Files.readString(Path.of(schema)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return LoadedMappings.of(HomeFiles.of(texts));
    }

    private static List<String> stamps(Node node) {
        return node.posting()
                .sql
                .sql(
                        "select mapping || ' V' || mapping_version || ' row ' || mapping_activation || ' set ' || mapping_set"
                                + " from message order by message_id")
                .query(String.class)
                .list();
    }

    @Test
    void aNodeThatKnowsNothingOfARollbackDoesNotPostByTheVersionThatWasWithdrawn() {
        Node one = node(FIRST, SECOND);
        Node other = node(FIRST, SECOND);
        one.posting().addItem("TEE");
        other.posting().post(STOCK_RECEIVED, Events.received("R1", "TEE", "1"));

        one.mappings().replace(imports.importReleased(files(FIRST, SECOND, BACK)));
        assertThat(other.mappings().set()).as("it was not told").isEqualTo(1);
        other.posting().clock.advance(Duration.ofSeconds(1));
        other.posting().post(STOCK_RECEIVED, Events.received("R2", "TEE", "1"));

        assertThat(stamps(other)).containsExactly("shop.receipt V2 row 2 set 1", "shop.receipt V1 row 3 set 2");
        assertThat(other.mappings().set()).isEqualTo(2);
    }

    @Test
    void afterTheCommitOfAChangeNothingIsPostedByTheVersionBeforeWhileBothNodesPost() throws Exception {
        Node one = node(FIRST, SECOND);
        List<Node> nodes = List.of(one, node(FIRST, SECOND));
        one.posting().addItem("TEE");
        AtomicBoolean go = new AtomicBoolean(true);
        AtomicInteger number = new AtomicInteger();
        one.posting()
                .sql
                .sql("create table posted_by (place bigint generated always as identity, version integer)")
                .update();
        one.posting()
                .sql
                .sql("create table changed_to (place bigint, version integer)")
                .update();
        one.posting().sql.sql("""
                create function note_version() returns trigger language plpgsql as $$ begin
                    insert into posted_by (version) values (new.mapping_version); return null; end $$;
                create trigger note_version after insert on message for each row execute function note_version()""").update();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> posting = new ArrayList<>();
            for (Node node : nodes) {
                posting.add(threads.submit(() -> {
                    while (go.get()) {
                        String id = "P" + number.incrementAndGet();
                        node.posting().post(STOCK_RECEIVED, Events.received(id, "TEE", "1"));
                    }
                    return null;
                }));
            }
            List<String> rows = new ArrayList<>(List.of(FIRST, SECOND));
            for (int change = 0; change < 6; change++) {
                int version = change % 2 == 0 ? 1 : 2;
                rows.add(BACK.replace("version: 1", "version: " + version)
                        .replace("rollbackOf: 2", "rollbackOf: " + (3 - version)));
                awaitPosted(one, 15);
                imports.importReleased(files(rows.toArray(String[]::new)));
                one.posting()
                        .sql
                        .sql("insert into changed_to select nextval(pg_get_serial_sequence('posted_by', 'place')), ?")
                        .param(version)
                        .update();
            }
            awaitPosted(one, 15);
            go.set(false);
            for (Future<?> node : posting) {
                node.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(one.posting().count("posted_by")).isGreaterThan(80);
        assertThat(one.posting().sql.sql("""
                                select p.place || ': V' || p.version || ' after V' || c.version
                                  from posted_by p
                                  join lateral (select version from changed_to c where c.place < p.place
                                                 order by c.place desc limit 1) c on true
                                 where p.version <> c.version""").query(String.class).list())
                .as("posted after a change had committed, by another version than it activated")
                .isEmpty();
        assertThat(one.posting().count("(select distinct version from posted_by) as versions"))
                .isEqualTo(2);
    }

    @Test
    void whatWasHeldIsPostedByTheVersionThatCountsWhenItGoesOnUnlessAReplayChoseOne() throws Exception {
        Node node = node(FIRST, SECOND);
        PostingBed bed = node.posting();
        UUID held = bed.post(STOCK_RECEIVED, Events.received("H1", "LATE", "1")).get(0);
        UUID replayed =
                bed.post(STOCK_RECEIVED, Events.received("H2", "LATER", "1")).get(0);
        bed.sql
                .sql(
                        "insert into message_attempt (message_id, at, stage, outcome) values (?, now(), 'replay', 'replayed')")
                .param(replayed)
                .update();
        node.mappings().replace(imports.importReleased(files(FIRST, SECOND, BACK)));
        bed.addItem("LATE");
        bed.addItem("LATER");

        try (Connection connection = database.getConnection()) {
            assertThat(bed.release.release(connection, 10)).isEqualTo(2);
        }
        bed.postReady();

        assertThat(bed.state(held)).isEqualTo("posted");
        assertThat(stamps(node)).containsExactly("shop.receipt V1 row 3 set 2", "shop.receipt V2 row 2 set 2");
    }

    private static void awaitPosted(Node node, int more) {
        long before = node.posting().count("posted_by");
        Eventually.holds(() -> assertThat(node.posting().count("posted_by")).isGreaterThan(before + more));
    }
}
