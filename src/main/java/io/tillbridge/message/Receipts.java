package io.tillbridge.message;

import io.tillbridge.platform.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
