package io.tillbridge.message;

import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.SqlTimes;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Accepts what a poller read: its documents and its place in the source are one transaction. */
@Component
public final class PulledDocuments implements KeptDocuments {

    private final DataSource database;
    private final MessageStore store;
    private final Receipts receipts;
    private final Clock clock;

    public PulledDocuments(DataSource database, MessageStore store, Receipts receipts, Clock clock) {
        this.database = database;
        this.store = store;
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * A poller's place.
     *
     * @param state as the poller wrote it, JSON
     * @param updatedAt when it was last written, also by a run that found nothing
     */
    public record Place(String state, Instant updatedAt) {}

    /** A flow's new place, as JSON. */
    public record Moved(String connection, String flow, String state) {}

    /** Where the poller of a flow is; empty before its first run. */
    public Optional<Place> place(String connection, String flow) throws SQLException {
        try (Connection open = database.getConnection();
                PreparedStatement statement = open.prepareStatement(
                        "select state, updated_at from source_cursor where connection = ? and flow = ?")) {
            statement.setString(1, connection);
            statement.setString(2, flow);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Place(row.getString(1), row.getTimestamp(2).toInstant()))
                        : Optional.empty();
            }
        }
    }

    /** Whether an operator, or a partner's answer, has paused the connection: nothing is read from it until it goes on. */
    public boolean paused(String connection) throws SQLException {
        try (Connection open = database.getConnection();
                PreparedStatement statement =
                        open.prepareStatement("select 1 from connection_state where connection = ? and paused")) {
            statement.setString(1, connection);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Inserts the documents as accepted messages; looks at the lease in the same transaction. */
    @Override
    public OptionalInt keep(Lease lease, String connection, String flow, List<AcceptedDocument> documents, String state)
            throws SQLException {
        return keep(lease, connection, flow, documents, state, tx -> {});
    }

    /** What is written in the same transaction as documents and place. */
    @FunctionalInterface
    public interface Beside {
        void in(Connection tx) throws SQLException;
    }

    /** The same, with what belongs to the step beside its documents; nothing of it is written without the lease. */
    public OptionalInt keep(
            Lease lease, String connection, String flow, List<AcceptedDocument> documents, String state, Beside beside)
            throws SQLException {
        return Transactions.in(database, tx -> {
            if (!Leases.holds(tx, lease)) {
                return OptionalInt.empty();
            }
            int fresh = add(tx, documents);
            beside.in(tx);
            move(tx, connection, flow, state);
            return OptionalInt.of(fresh);
        });
    }

    /**
     * Inserts documents that were found outside a flow's own runs; its place stays.
     *
     * @return how many were new: not those whose receipt key and body were seen before
     * @throws SQLException nothing was kept
     */
    public int add(List<AcceptedDocument> documents) throws SQLException {
        return Transactions.in(database, tx -> add(tx, documents));
    }

    /** The documents and a flow's place, all or none of them; false when the lease is lost and nothing was written. */
    boolean accept(Connection tx, Lease lease, Moved place, List<AcceptedDocument> documents) throws SQLException {
        if (!Leases.holds(tx, lease)) {
            return false;
        }
        add(tx, documents);
        move(tx, place.connection(), place.flow(), place.state());
        return true;
    }

    private int add(Connection tx, List<AcceptedDocument> documents) throws SQLException {
        Set<UUID> repeats = receipts.record(
                        tx,
                        documents.stream().filter(d -> d.receiptKey() != null).toList())
                .repeats();
        List<Settlement> fresh = documents.stream()
                .filter(document -> !repeats.contains(document.messageId()))
                .map(PulledDocuments::accepted)
                .toList();
        store.settle(tx, fresh);
        return fresh.size();
    }

    private void move(Connection transaction, String connection, String flow, String state) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("""
                insert into source_cursor (connection, flow, state, updated_at) values (?, ?, ?, ?)
                on conflict (connection, flow) do update
                   set state = excluded.state, updated_at = excluded.updated_at
                """)) {
            statement.setString(1, connection);
            statement.setString(2, flow);
            statement.setString(3, state);
            statement.setObject(4, SqlTimes.of(clock.instant()));
            statement.executeUpdate();
        }
    }

    /** A new message that is ready to be posted. */
    static Settlement accepted(AcceptedDocument document) {
        return Settlement.untranslated(document, MessageState.ACCEPTED, null);
    }
}
