package io.tillbridge.message;

import io.tillbridge.platform.Lease;
import io.tillbridge.platform.Leases;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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

    /** Inserts the documents as accepted messages; looks at the lease in the same transaction. */
    @Override
    public OptionalInt keep(Lease lease, String connection, String flow, List<AcceptedDocument> documents, String state)
            throws SQLException {
        return Transactions.in(database, tx -> {
            if (!Leases.holds(tx, lease)) {
                return OptionalInt.empty();
            }
            Set<UUID> repeats = receipts.record(
                            tx,
                            documents.stream()
                                    .filter(d -> d.receiptKey() != null)
                                    .toList())
                    .repeats();
            List<Settlement> fresh = documents.stream()
                    .filter(document -> !repeats.contains(document.messageId()))
                    .map(PulledDocuments::accepted)
                    .toList();
            store.settle(tx, fresh);
            move(tx, connection, flow, state);
            return OptionalInt.of(fresh.size());
        });
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
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            statement.executeUpdate();
        }
    }

    /** A new message that is ready to be posted. */
    static Settlement accepted(AcceptedDocument document) {
        return Settlement.untranslated(document, MessageState.ACCEPTED, null);
    }
}
