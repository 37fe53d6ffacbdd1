package io.tillbridge.message;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers the senders' delivery ids and the last body under each, so that a repeat is seen early. Only the same body is a
 * repeat: another one under a known id goes on, and its fact or revision decides. Decides nothing about the books.
 */
@Component
public final class Receipts {

    private static final String INSERT = """
            insert into receipt (connection, flow, receipt_key, message_id, received_at, body_hash)
            select c, f, k, m, r, h
              from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::uuid[]) as row (c, f, k, m, r, h)
            on conflict do nothing
            returning message_id
            """;

    private static final String OWNERS = """
            select t.connection, t.flow, t.receipt_key, t.message_id, t.body_hash
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

    private static final String REPLACE = """
            update receipt t
               set message_id = m, received_at = r, body_hash = h
              from unnest(?::text[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::uuid[]) as row (c, f, k, m, r, h)
             where t.connection = c and t.flow = f and t.receipt_key = k
            """;

    private record Key(String connection, String flow, String receiptKey) {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::connection).thenComparing(Key::flow).thenComparing(Key::receiptKey);
    }

    private record Arrival(Key key, AcceptedDocument document, UUID bodyHash) {
        static Arrival of(AcceptedDocument document) {
            return new Arrival(
                    new Key(document.connection(), document.flow(), String.valueOf(document.receiptKey())),
                    document,
                    BodyHash.of(document));
        }
    }

    private record Owner(UUID messageId, @Nullable UUID bodyHash) {}

    /**
     * What the receipts say.
     *
     * @param repeats message ids: another message brought the same receipt with the same body before, here or in the batch
     * @param reused message ids of those whose receipt came before with another body
     */
    public record Seen(Set<UUID> repeats, Set<UUID> reused) {}

    /**
     * Records the receipts of arrivals; the same message again is a redelivery and neither a repeat nor a reuse.
     *
     * @param documents those that carry a receipt key
     */
    public Seen record(Connection transaction, Collection<AcceptedDocument> documents) throws SQLException {
        Seen seen = new Seen(new HashSet<>(), new HashSet<>());
        Map<Key, List<Arrival>> byKey = differing(documents, seen);
        if (byKey.isEmpty()) {
            return seen;
        }
        List<Arrival> firsts =
                byKey.values().stream().map(bodies -> bodies.get(0)).toList();
        Set<UUID> inserted = insert(transaction, firsts);
        List<Arrival> known = firsts.stream()
                .filter(first -> !inserted.contains(first.document().messageId()))
                .toList();
        Map<Key, Owner> owners = owners(transaction, known);
        List<Arrival> newest = new ArrayList<>();
        byKey.forEach((key, bodies) -> {
            Owner owner = owners.getOrDefault(
                    key,
                    new Owner(
                            bodies.get(0).document().messageId(), bodies.get(0).bodyHash()));
            Arrival last = null;
            for (Arrival arrival : bodies) {
                UUID id = arrival.document().messageId();
                if (!id.equals(owner.messageId())) {
                    boolean repeat = arrival.bodyHash().equals(owner.bodyHash());
                    (repeat ? seen.repeats() : seen.reused()).add(id);
                    last = repeat ? last : arrival;
                }
            }
            if (last != null) {
                newest.add(last);
            }
        });
        replace(transaction, newest);
        return seen;
    }

    /** In the order of their keys, in which all transactions lock; equal bodies under one key are repeats of the first. */
    private static Map<Key, List<Arrival>> differing(Collection<AcceptedDocument> documents, Seen seen) {
        Map<Key, List<Arrival>> byKey = new TreeMap<>(Key.ORDER);
        for (AcceptedDocument document : documents) {
            Arrival arrival = Arrival.of(document);
            List<Arrival> bodies = byKey.computeIfAbsent(arrival.key(), fresh -> new ArrayList<>(1));
            if (bodies.stream().anyMatch(other -> other.bodyHash().equals(arrival.bodyHash()))) {
                seen.repeats().add(document.messageId());
            } else {
                bodies.add(arrival);
            }
        }
        return byKey;
    }

    private static Set<UUID> insert(Connection transaction, List<Arrival> firsts) throws SQLException {
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(INSERT)) {
            bind(statement, firsts);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return inserted;
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
            statement.setObject(7, SqlTimes.of(before));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Forgotten(row.getInt(1), row.getString(2));
            }
        }
    }

    private static Map<Key, Owner> owners(Connection transaction, List<Arrival> known) throws SQLException {
        Map<Key, Owner> owners = new HashMap<>();
        if (known.isEmpty()) {
            return owners;
        }
        try (PreparedStatement statement = transaction.prepareStatement(OWNERS)) {
            Columns.bind(statement, known, 1)
                    .text(arrival -> arrival.key().connection())
                    .text(arrival -> arrival.key().flow())
                    .text(arrival -> arrival.key().receiptKey());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.put(
                            new Key(rows.getString(1), rows.getString(2), rows.getString(3)),
                            new Owner(rows.getObject(4, UUID.class), rows.getObject(5, UUID.class)));
                }
            }
        }
        return owners;
    }

    private static void replace(Connection transaction, List<Arrival> newest) throws SQLException {
        if (newest.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(REPLACE)) {
            bind(statement, newest);
            statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, List<Arrival> arrivals) throws SQLException {
        Columns.bind(statement, arrivals, 1)
                .text(arrival -> arrival.key().connection())
                .text(arrival -> arrival.key().flow())
                .text(arrival -> arrival.key().receiptKey())
                .uuid(arrival -> arrival.document().messageId())
                .instant(arrival -> arrival.document().receivedAt())
                .uuid(Arrival::bodyHash);
    }
}
