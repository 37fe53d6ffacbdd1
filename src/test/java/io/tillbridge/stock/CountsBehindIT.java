package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.StockCounts.Count;
import io.tillbridge.stock.StockCounts.Touch;
import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The first count behind a change is found without reading the others, and is the one that a look at all of them gives. */
class CountsBehindIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int COUNTS = 5_000;
    private static final StockKey COUNTED = new StockKey("TEE", "S1");

    /** Beside each count one of another item. */
    private static final String INSERT = """
            with c (o, e, m, q, t, p, d) as (
                values (?::bigint, ?::bigint, ?::uuid, ?::numeric, ?::timestamptz, ?::timestamptz, ?::timestamptz)),
            settled as (
                insert into message (message_id, connection, flow, state, received_at, settled_at)
                select m, 'shop', 'counts', 'posted', p, d from c)
            insert into stock_count (sku, location, opened, closed, message_id, quantity, observed_at, posted_at)
            select s, 'S1', c.o, c.e, case s when 'TEE' then c.m else gen_random_uuid() end, c.q, c.t, c.p
              from c, unnest('{TEE,MUG}'::text[]) as one (s)
            """;

    private final DataSource database = TestDatabase.fresh();
    private final List<Count> counts = new ArrayList<>();
    private final List<Instant> settled = new ArrayList<>();

    /** Counts of one item and place, hourly, each with a movement or without; and as many of another item. */
    private void count(Random random) throws SQLException {
        long number = 1;
        for (int n = 0; n < COUNTS; n++) {
            long opened = number + random.nextInt(3);
            long closed = opened + random.nextInt(2);
            number = closed + 1;
            Instant posted = START.plusSeconds(3_600L * n);
            settled.add(posted.plusMillis(random.nextInt(3)));
            counts.add(new Count(
                    COUNTED,
                    opened,
                    closed,
                    new UUID(1, n),
                    BigDecimal.TEN,
                    posted.minusSeconds(random.nextInt(3)),
                    posted));
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            for (int n = 0; n < COUNTS; n++) {
                Count count = counts.get(n);
                insert.setLong(1, count.opened());
                insert.setLong(2, count.closed());
                insert.setObject(3, count.messageId());
                insert.setBigDecimal(4, count.quantity());
                insert.setTimestamp(5, Timestamp.from(count.observedAt()));
                insert.setTimestamp(6, Timestamp.from(count.postedAt()));
                insert.setTimestamp(7, Timestamp.from(settled.get(n)));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        JdbcClient.create(database).sql("analyze stock_count").update();
    }

    private Touch touch(Random random, boolean moved) {
        int n = random.nextInt(COUNTS);
        Count near = counts.get(n);
        return new Touch(
                COUNTED,
                moved ? near.opened() + random.nextInt(3) - 1 : null,
                settled.get(n).plusMillis(random.nextInt(6) / 5),
                near.observedAt().plusSeconds(random.nextInt(3) - 1),
                random.nextBoolean() ? near.messageId() : new UUID(2, 2));
    }

    /** By looking at every count. */
    private @Nullable Count naive(Touch touch) {
        Long movement = touch.movement();
        Predicate<Count> behind = movement == null
                ? count -> touch.postedAt().isBefore(count.postedAt())
                : count -> movement < count.opened();
        Predicate<Count> together = movement == null
                ? count -> touch.postedAt()
                        .equals(settled.get((int) count.messageId().getLeastSignificantBits()))
                : count -> movement <= count.closed();
        return counts.stream()
                .filter(count -> !count.messageId().equals(touch.messageId()))
                .filter(count -> behind.test(count)
                        || (together.test(count) && !touch.occurredAt().isAfter(count.observedAt())))
                .min(Comparator.comparing(Count::opened))
                .orElse(null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theFirstCountBehindAChangeIsReadAlone(long seed) throws SQLException {
        Random random = new Random(seed);
        count(random);
        List<Touch> touches = new ArrayList<>();
        for (int n = 0; n < 300; n++) {
            touches.add(touch(random, n % 2 == 0));
        }
        try (Connection connection = database.getConnection()) {
            List<@Nullable Count> found = StockCounts.behind(connection, touches);
            for (int n = 0; n < touches.size(); n++) {
                Count expected = naive(touches.get(n));
                assertThat(found.get(n) == null ? null : found.get(n).opened())
                        .as("touch %d of seed %d: %s", n, seed, touches.get(n))
                        .isEqualTo(expected == null ? null : expected.opened());
            }
            assertThat(read(connection, StockCounts.BEHIND_MOVEMENTS, "{1}")).isLessThanOrEqualTo(4);
            assertThat(read(connection, StockCounts.BEHIND_TIMES, "{" + START + "}"))
                    .isLessThanOrEqualTo(4);
        }
    }

    /** Rows of counts that PostgreSQL reads for a change at the beginning of the ledger. */
    private static long read(Connection connection, String query, String place) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("explain (analyze, format json, timing off, summary off) " + query)) {
            statement.setString(1, "{0}");
            statement.setString(2, "{TEE}");
            statement.setString(3, "{S1}");
            statement.setString(4, place);
            statement.setString(5, "{2030-01-01T00:00:00Z}");
            statement.setString(6, "{" + new UUID(2, 2) + "}");
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows(ExactJson.parse(rows.getString(1)).path(0).path("Plan"));
            }
        }
    }

    private static long rows(JsonNode node) {
        long own = node.path("Relation Name").asText().equals("stock_count")
                ? (node.path("Actual Rows").asLong()
                                + node.path("Rows Removed by Filter").asLong())
                        * node.path("Actual Loops").asLong()
                : 0;
        for (JsonNode below : node.path("Plans")) {
            own += rows(below);
        }
        return own;
    }
}
