package io.tillbridge.catalog;

import io.tillbridge.catalog.CrossReferences.Remote;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person changes in the master data by hand, in the caller's transaction. */
@Component
public final class MasterEdits {

    private static final String ITEM = """
            insert into item as i (sku, name, gtin, updated_at) values (?, ?, ?, ?)
            on conflict (sku) do update set name = excluded.name, gtin = excluded.gtin, updated_at = excluded.updated_at
            returning (xmax = 0)
            """;

    private final Clock clock;

    public MasterEdits(Clock clock) {
        this.clock = clock;
    }

    /** The other SKU that has a GTIN-14 already; the first stays. */
    public Optional<String> gtinTaken(Connection transaction, String sku, String gtin) throws SQLException {
        return CodeOwners.of(transaction, gtin).filter(owner -> !owner.equals(sku));
    }

    /**
     * Creates or replaces an item. The revision its system gave stays, so that an older one still changes nothing.
     *
     * @param gtin GTIN-14 that no other item has
     * @return whether it is new
     */
    public boolean put(Connection transaction, String sku, @Nullable String name, @Nullable String gtin)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(ITEM)) {
            statement.setString(1, sku);
            statement.setString(2, name);
            statement.setString(3, gtin);
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** The remote id of one connection and kind that is told for a local id. */
    public Optional<String> told(Connection transaction, String connection, String kind, String localId)
            throws SQLException {
        return first(
                transaction,
                "select remote_id from cross_reference where connection = ? and kind = ? and local_id = ?"
                        + " order by link_number desc limit 1",
                connection,
                kind,
                localId);
    }

    /** From now on this remote id is told for its local id, as if it were linked last. */
    public void tell(Connection transaction, Remote remote) throws SQLException {
        first(
                transaction,
                "update cross_reference set link_number = nextval('cross_reference_link')"
                        + " where connection = ? and kind = ? and remote_id = ? returning remote_id",
                remote.connection(),
                remote.kind(),
                remote.remoteId());
    }

    /** Removes a link and answers the local id it stood for; empty when there was none. */
    public Optional<String> remove(Connection transaction, Remote remote) throws SQLException {
        return first(
                transaction,
                "delete from cross_reference where connection = ? and kind = ? and remote_id = ? returning local_id",
                remote.connection(),
                remote.kind(),
                remote.remoteId());
    }

    private static Optional<String> first(Connection transaction, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
