package io.tillbridge.journeys;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.DatabaseAccess;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.FreePort;
import io.tillbridge.support.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long listing is read from a source that misbehaves, by a hub that is killed in the middle of it. */
class PollKillIT {

    private static final int PAGES = Integer.getInteger("tillbridge.test.poll-pages", 40);
    private static final int PAGE = 50;
    private static final int ORDERS = PAGES * PAGE;
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String SKU = "POLL-1000";

    @TempDir
    private Path directory = Path.of("");

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger firstPages = new AtomicInteger();

    @Test
    void aRunThatIsKilledGoesOnAndEveryOrderIsPostedOnce() throws Exception {
        int port = FreePort.next();
        try (FakeDestination source = new FakeDestination();
                Hub hub = Hub.on(directory, () -> ownDatabase(port), List.of("--tillbridge.database.port=" + port))) {
            source.always(this::page);
            files(source.url());
            hub.start();
            hub.stocked(SKU, "OBJ-POLL", "810000", "1");
            Eventually.within(LIMIT, () -> assertThat(stored(hub)).isGreaterThanOrEqualTo(ORDERS / 4));
            hub.process.kill();
            int asked = calls.get();
            theLeaseOfTheDeadHubEnds(hub);
            hub.start();
            long before = stored(hub);
            Eventually.within(
                    LIMIT,
                    () -> assertThat(hub.count("select count(*) from sales_order"))
                            .isEqualTo(ORDERS));
            Eventually.within(
                    LIMIT,
                    () -> assertThat(hub.count("select count(*) from message where state not in ('posted', 'skipped')"))
                            .isZero());
            Measured.say("killed after " + before + " of " + ORDERS + " orders", "and " + asked + " calls");

            assertThat(before).as("in the middle").isLessThan(ORDERS);
            assertThat(firstPages.get()).as("the listing was begun once").isEqualTo(1);
            assertThat(stored(hub)).isEqualTo(ORDERS);
            assertThat(hub.count("select count(*) from stock_claim")).isEqualTo(ORDERS);
            assertThat(hub.count("select count(*) from dead_letter")).isZero();
        }
    }

    /** It ends by itself a minute later; here the minute is over at once. */
    private static void theLeaseOfTheDeadHubEnds(Hub hub) {
        assertThat(hub.sql()
                        .sql("update lease set expires_at = clock_timestamp()"
                                + " where name = 'poll:listing.orders' and expires_at > clock_timestamp()")
                        .update())
                .as("the hub died with the lease")
                .isEqualTo(1);
    }

    private static long stored(Hub hub) {
        return hub.count("select count(*) from message where connection = 'listing'");
    }

    /** Every seventh call misbehaves; a token that was not given is refused. */
    private Behaviour page(Call call) {
        int number = calls.incrementAndGet();
        if (!call.uri().contains("since=1970")) {
            return answer(200, "{\"orders\":[]}");
        }
        int at = call.uri().indexOf("token=t");
        int page = at < 0 ? 0 : Integer.parseInt(call.uri().substring(at + 7).split("&", 2)[0]);
        if (page >= PAGES || call.uri().contains("token=&")) {
            return answer(400, "{\"error\":\"unknown token\"}");
        }
        if (number % 7 == 3) {
            return number % 2 == 0 ? new Behaviour.Cut() : answer(503, "{}");
        }
        firstPages.addAndGet(at < 0 ? 1 : 0);
        StringJoiner orders = new StringJoiner(",");
        for (int i = 0; i < PAGE; i++) {
            orders.add(Payloads.shopOrder(Integer.toString(600_000_000 + page * PAGE + i), SKU));
        }
        String next = page + 1 < PAGES ? "\"t" + (page + 1) + "\"" : "null";
        return answer(200, "{\"orders\":[" + orders + "],\"next\":" + next + "}");
    }

    private void files(String url) {
        Path config = directory.toAbsolutePath().resolve("layer/config");
        WrittenFile.write(config.resolve("connectors/listing/listing.connector.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connector
                name: listing
                version: 1.0.0
                spec:
                  baseUrl: {type: url}
                  defaultLocation: {default: ST1}
                  servedFrom: {default: location}
                clients:
                  api: {kind: http, baseUrl: $(settings.baseUrl), auth: {kind: none}, timeout: PT2S}
                inbound:
                  orders:
                    emits: order
                    mapping: shopify.order
                    key: {pointer: /id}
                    stale: {version: {pointer: /updated_at, type: instant}}
                    resolve:
                      store: {xref: shopify.location, by: {pointer: /location_id}, missing: set_null}
                    source:
                      kind: poll-http
                      every: PT2S
                      request: {get: /orders, query: {since: $(cursor.from), token: $(page.token), size: $(page.size)}}
                      records: /orders
                      pages: {kind: cursor, token: /next, size: 50}
                      cursor: {field: /updated_at, type: instant}
                """);
        WrittenFile.write(config.resolve("connections/listing.connection.yaml"), """
                apiVersion: tillbridge/v1
                kind: Connection
                id: listing
                connector: listing
                timezone: Europe/Berlin
                settings: {baseUrl: "%s"}
                """.formatted(url));
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
