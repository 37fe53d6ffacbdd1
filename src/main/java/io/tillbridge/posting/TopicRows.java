package io.tillbridge.posting;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.stock.Silence;
import io.tillbridge.stock.Staleness;
import io.tillbridge.stock.TopicSilence;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When topics and registers were heard, and the locations that a silent register makes unknown. */
final class TopicRows {

    /** A register that nobody heard for so long is gone. */
    static final Duration GONE = Duration.ofDays(14);

    /**
     * Each document that is heard weighs a tenth of the usual gap; many at once weigh no more than one, and a night between
     * closing and opening nothing.
     */
    private static final String WRITE = """
            insert into topic_heard as s (connection, topic, register, location, heard_at, closed_at)
            select c, t, r, l, h, x
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                   as row (c, t, r, l, h, x)
            on conflict (connection, topic, register, location) do update
               set heard_at = greatest(s.heard_at, excluded.heard_at),
                   closed_at = greatest(s.closed_at, excluded.closed_at),
                   gap_seconds = case
                       when excluded.heard_at > s.heard_at
                            and greatest(s.closed_at, excluded.closed_at, s.heard_at) <= s.heard_at then (
                       select coalesce(s.gap_seconds * 0.9 + g.gap * 0.1, g.gap)
                         from (select extract(epoch from excluded.heard_at - s.heard_at) / n.n as gap
                                 from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::integer[]) as n (c, t, r, l, n)
                                where (n.c, n.t, n.r, n.l) = (s.connection, s.topic, s.register, s.location)) g)
                       else s.gap_seconds end
            """;

    private static final String AWAIT = """
            insert into topic_heard (connection, topic, heard_at)
            select c, t, ? from unnest(?::text[], ?::text[]) as row (c, t)
            on conflict do nothing
            """;

    private static final String READ = "select connection, topic, register, location, heard_at, gap_seconds"
            + " from topic_heard where heard_at is not null and (closed_at is null or heard_at > closed_at)";

    private static final String FORGET =
            "delete from topic_heard where register <> '' and greatest(heard_at, closed_at) < ?";

    private TopicRows() {}

    /** What is waited for; the register and its location are empty of a whole topic. */
    record Key(String connection, String topic, String register, String location) implements Comparable<Key> {

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::connection)
                .thenComparing(Key::topic)
                .thenComparing(Key::register)
                .thenComparing(Key::location);

        Key whole() {
            return new Key(connection, topic, "", "");
        }

        Key of(String register, String location) {
            return new Key(connection, topic, register, location);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What was noted of a key since the last writing.
     *
     * @param heard when it was heard last; null: it was not, or not since it closed
     * @param documents as many were heard
     * @param closed when the register closed last; null: it did not
     */
    record News(
            @Nullable Instant heard,
            int documents,
            @Nullable Instant closed) {

        static News heard(Instant at) {
            return new News(at, 1, null);
        }

        static News closed(Instant at) {
            return new News(null, 0, at);
        }

        /** A closing ends what was heard before it; what a batch tells behind one is heard later, if by the least there is. */
        News and(News later) {
            if (later.closed != null) {
                return later;
            }
            Instant behind = closed == null ? Instant.MIN : closed.plus(1, ChronoUnit.MICROS);
            Instant at = later.heard != null && later.heard.isBefore(behind) ? behind : later.heard;
            return new News(at, documents + later.documents, closed);
        }
    }

    /** From when on a silence means something. */
    record Expected(Key key, Instant heard, Duration limit) {

        Instant staleAt() {
            return heard.plus(limit);
        }
    }

    /** Writes news, by key. A register that closed is not waited for until it is heard later than that. */
    static int write(Connection tx, SortedMap<Key, News> news) throws SQLException {
        List<Map.Entry<Key, News>> rows = List.copyOf(news.entrySet());
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            Columns<Map.Entry<Key, News>> columns = keys(Columns.bind(statement, rows, 1))
                    .instant(one -> one.getValue().heard())
                    .instant(one -> one.getValue().closed());
            keys(columns).integer(one -> one.getValue().documents());
            return statement.executeUpdate();
        }
    }

    private static Columns<Map.Entry<Key, News>> keys(Columns<Map.Entry<Key, News>> columns) throws SQLException {
        return columns.text(one -> one.getKey().connection())
                .text(one -> one.getKey().topic())
                .text(one -> one.getKey().register())
                .text(one -> one.getKey().location());
    }

    /** What is waited for. A topic that was never heard is waited for from now on; a register once it was heard. */
    static List<Expected> expected(Connection tx, List<TopicSilence> silences, Instant now) throws SQLException {
        if (silences.isEmpty()) {
            return List.of();
        }
        List<TopicSilence> whole =
                silences.stream().filter(one -> !one.registers()).toList();
        try (PreparedStatement statement = tx.prepareStatement(AWAIT)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, whole, 2).text(TopicSilence::connection).text(TopicSilence::topic);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
            statement.setObject(1, SqlTimes.of(now.minus(GONE)));
            statement.executeUpdate();
        }
        List<Expected> expected = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(READ);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Key key = new Key(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4));
                Silence silence = silence(silences, key);
                if (silence != null) {
                    BigDecimal gap = rows.getBigDecimal(6);
                    expected.add(new Expected(key, rows.getTimestamp(5).toInstant(), silence.limit(gap)));
                }
            }
        }
        return expected;
    }

    private static @Nullable Silence silence(List<TopicSilence> silences, Key key) {
        return silences.stream()
                .filter(one -> one.connection().equals(key.connection())
                        && one.topic().equals(key.topic())
                        && one.registers() != key.register().isEmpty())
                .map(TopicSilence::silence)
                .findFirst()
                .orElse(null);
    }

    /** By location, those that a silent register makes unknown. */
    static Map<String, Stale> stale(Connection tx) throws SQLException {
        Map<String, Stale> stale = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(
                        "select location, connection, topic, register, last_heard, floored from stale_location");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String location = rows.getString(1);
                stale.put(
                        location,
                        new Stale(
                                new Key(rows.getString(2), rows.getString(3), rows.getString(4), location),
                                rows.getTimestamp(5).toInstant(),
                                rows.getBoolean(6) ? Staleness.FLOORED : Staleness.KEPT));
            }
        }
        return stale;
    }

    /** Why a location is unknown, and since when. */
    record Stale(Key register, Instant lastHeard, Staleness staleness) {}
}
