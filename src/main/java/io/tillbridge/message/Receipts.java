package io.tillbridge.message;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers the senders' delivery ids, so that a repeat is seen early. Decides nothing about the books. */
@Component
public final class Receipts {

    private static final String INSERT = """
            insert into receipt (connection, flow, receipt_key, message_id, received_at)
            select c, f, k, m, r
              from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[]) as row (c, f, k, m, r)
            on conflict do nothing
            returning message_id
            """;

    private static final String OWNERS = """
            select t.connection, t.flow, t.receipt_key, t.message_id
              from receipt t
              join unnest(?::text[], ?::text[], ?::text[]) as row (c, f, k)
                on t.connection = c and t.flow = f and t.receipt_key = k
            """;

    private static final String FORGET = """
            with page as materialized (
                select receipt_key, received_at from receipt
                 where connection = ? and flow = ? and receipt_key > ? order by receipt_key limit ?),
            gone as (
                delete from receipt t using page p
                 where t.connection = ? and t.flow = ? and t.receipt_key = p.receipt_key and p.received_at < ?
                returning 1)
            select (select count(*) from gone), (select max(receipt_key) from page)
            """;

    private record Key(String connection, String flow, String receiptKey) {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::connection).thenComparing(Key::flow).thenComparing(Key::receiptKey);

        static Key of(AcceptedDocument document) {
            return new Key(document.connection(), document.flow(), String.valueOf(document.receiptKey()));
        }
    }

    /**
     * Records the receipts of first arrivals.
     *
     * @param documents those that carry a receipt key
     * @return message ids of the repeats: another message brought the same receipt before, here or within the batch
     */
    public Set<UUID> record(Connection transaction, Collection<AcceptedDocument> documents) throws SQLException {
        Map<Key, AcceptedDocument> first = new HashMap<>();
        Set<UUID> repeats = new HashSet<>();
        for (AcceptedDocument document : documents) {
            if (first.putIfAbsent(Key.of(document), document) != null) {
                repeats.add(document.messageId());
            }
        }
        if (first.isEmpty()) {
            return repeats;
        }
        List<AcceptedDocument> sorted = first.values().stream()
                .sorted(Comparator.comparing(Key::of, Key.ORDER))
                .toList();
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            Columns.bind(statement, sorted, 1)
                    .text(AcceptedDocument::connection)
                    .text(AcceptedDocument::flow)
                    .text(AcceptedDocument::receiptKey)
                    .uuid(AcceptedDocument::messageId)
                    .instant(AcceptedDocument::receivedAt);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
        }
        List<AcceptedDocument> known =
                sorted.stream().filter(d -> !inserted.contains(d.messageId())).toList();
        repeats.addAll(repeats(transaction, known));
        return repeats;
    }

    /**
     * What one step over a flow's receipts did.
     *
     * @param last the receipt key to go on after; null at the end
     */
    public record Forgotten(int count, @Nullable String last) {}

    /**
     * Looks at the next receipts of a flow in the order of their keys and forgets the old ones among them.
     *
     * @param before receipts of earlier arrivals are forgotten
     * @param after the key of the step before; empty to begin
     * @param page how many receipts are looked at
     */
    public Forgotten forget(
            Connection transaction, String connection, String flow, Instant before, String after, int page)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(FORGET)) {
            statement.setString(1, connection);
            statement.setString(2, flow);
            statement.setString(3, after);
            statement.setInt(4, page);
            statement.setString(5, connection);
            statement.setString(6, flow);
            statement.setTimestamp(7, Timestamp.from(before));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Forgotten(row.getInt(1), row.getString(2));
            }
        }
    }

    /** Those whose receipt belongs to another message; the same message again is a redelivery, not a repeat. */
    private static Set<UUID> repeats(Connection transaction, List<AcceptedDocument> known) throws SQLException {
        Set<UUID> repeats = new HashSet<>();
        if (known.isEmpty()) {
            return repeats;
        }
        Map<Key, UUID> owners = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(OWNERS)) {
            Columns.bind(statement, known, 1)
                    .text(AcceptedDocument::connection)
                    .text(AcceptedDocument::flow)
                    .text(AcceptedDocument::receiptKey);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.put(
                            new Key(rows.getString(1), rows.getString(2), rows.getString(3)),
                            rows.getObject(4, UUID.class));
                }
            }
        }
        for (AcceptedDocument document : known) {
            if (!document.messageId().equals(owners.get(Key.of(document)))) {
                repeats.add(document.messageId());
            }
        }
        return repeats;
    }
}
