package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The facts that are in the books. Unique and never pruned: this is what makes a posting happen once. */
@Component
final class Facts {

    private static final String INSERT = """
            insert into fact (fact_key, event_type, message_id, content_hash, mapping, mapping_version, posted_at)
            select k, e, m, h, ma, v, ?
              from unnest(?::text[], ?::text[], ?::uuid[], ?::bytea[], ?::text[], ?::integer[])
                   as row (k, e, m, h, ma, v)
            on conflict do nothing
            returning fact_key
            """;

    private static final String FIND = """
            select fact_key, message_id, content_hash, mapping, mapping_version from fact where fact_key = any (?::text[])
            """;

    /** What holds the place of a sale that was voided before it came: no mapping made it. */
    static final String TOMBSTONE = "";

    private final Clock clock;

    Facts(Clock clock) {
        this.clock = clock;
    }

    /** A fact that is posted: by which message, with what content, under which mapping version. */
    record Known(
            UUID messageId,
            @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
            String mapping,
            int version) {

        /** A void came before the fact, which then has no effect. */
        boolean voided() {
            return mapping.equals(TOMBSTONE);
        }

        /** Another document of the fact says something else. That another version reads it differently is no wonder. */
        boolean contradictedBy(Work.Translated other) {
            return !Arrays.equals(contentHash, other.contentHash())
                    && mapping.equals(other.mapping().subject())
                    && version == other.mapping().version();
        }
    }

    /**
     * Records facts that are not in the books yet. A void records the sale too, so that one of both sees the other, whatever
     * posts them.
     *
     * @param works translated, at most one per fact key
     * @return those that were there before; the others are new and theirs to take effect
     */
    Map<Work, Known> record(Connection transaction, Collection<Work> works) throws SQLException {
        if (works.isEmpty()) {
            return Map.of();
        }
        Map<String, Row> byKey = new TreeMap<>();
        works.forEach(work -> Row.of(work).into(byKey));
        works.forEach(work -> Row.of(work).tombstone(byKey));
        List<Row> rows = new ArrayList<>(byKey.values());
        Map<String, Row> missing = new HashMap<>();
        rows.stream().filter(row -> !row.tombstone()).forEach(row -> missing.put(row.key(), row));
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            statement.setObject(1, SqlTimes.of(clock.instant()));
            Columns.bind(statement, rows, 2)
                    .text(Row::key)
                    .text(row -> (row.tombstone()
                                    ? EventType.SALE
                                    : row.translated().event().type())
                            .word())
                    .uuid(Row::messageId)
                    .bytes(row -> row.translated().contentHash())
                    .text(row -> row.tombstone()
                            ? TOMBSTONE
                            : row.translated().mapping().subject())
                    .integer(row -> row.translated().mapping().version());
            try (ResultSet inserted = statement.executeQuery()) {
                while (inserted.next()) {
                    missing.remove(inserted.getString(1));
                }
            }
        }
        return missing.isEmpty() ? Map.of() : known(transaction, missing.values());
    }

    /** The fact of that key; null when there is none. */
    @Nullable
    Known find(Connection transaction, String factKey) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", new String[] {factKey}));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? known(found) : null;
            }
        }
    }

    private static Known known(ResultSet found) throws SQLException {
        return new Known(found.getObject(2, UUID.class), found.getBytes(3), found.getString(4), found.getInt(5));
    }

    private static Map<Work, Known> known(Connection transaction, Collection<Row> rows) throws SQLException {
        Map<String, Row> byKey = new HashMap<>();
        rows.forEach(row -> byKey.put(row.key(), row));
        Map<Work, Known> known = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(
                    1, transaction.createArrayOf("text", byKey.keySet().toArray(String[]::new)));
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    Row row = byKey.get(found.getString(1));
                    if (row != null) {
                        known.put(row.work(), known(found));
                    }
                }
            }
        }
        return known;
    }

    private record Row(String key, Work work, Work.Translated translated, boolean tombstone) {
        static Row of(Work work) {
            if (work.translated == null) {
                throw new IllegalArgumentException("a fact needs a translated document");
            }
            return new Row(work.translated.factKey(), work, work.translated, false);
        }

        void into(Map<String, Row> rows) {
            rows.put(key, this);
        }

        void tombstone(Map<String, Row> rows) {
            String sale = SaleVoids.sale(translated);
            if (sale != null) {
                rows.putIfAbsent(sale, new Row(sale, work, translated, true));
            }
        }

        UUID messageId() {
            return work.ready.document().messageId();
        }
    }
}
