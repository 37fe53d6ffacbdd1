package io.tillbridge.catalog;

import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person changes in the master data by hand, in the caller's transaction. */
@Component
public final class MasterEdits {

    private final Clock clock;

    public MasterEdits(Clock clock) {
        this.clock = clock;
    }

    /** The other SKU that has a GTIN-14 already; the first stays. */
    public Optional<String> gtinTaken(Connection transaction, String sku, String gtin) throws SQLException {
        return CodeOwners.of(transaction, gtin).filter(owner -> !owner.equals(sku));
    }

    /**
     * What became of an item.
     *
     * @param change to be told; null when it is as it was
     */
    public record Put(boolean created, @Nullable ItemChange change) {}

    /**
     * Creates or replaces an item, but for its codes beside the GTIN. The revision its system gave stays, so that an older
     * one still changes nothing.
     *
     * @param cells as {@link ItemText} writes them; absent ones are emptied. No other item has the GTIN
     */
    public Put put(Connection transaction, String sku, Map<ItemField, String> cells) throws SQLException {
        CodeOwners.lock(transaction);
        Instant now = clock.instant();
        ItemState state = Objects.requireNonNull(
                ItemRows.hold(transaction, List.of(sku), List.of(sku), now).get(sku));
        for (ItemField field : ItemField.cells()) {
            if (field != ItemField.CODES) {
                state.set(field, cells.get(field));
            }
        }
        CodeOwners.hand(transaction, state.changed(ItemField.GTIN) ? List.of(state) : List.of(), now);
        boolean changed = state.changed();
        state.sequence += changed ? 1 : 0;
        ItemRows.write(transaction, List.of(state), now);
        return new Put(
                state.created, changed ? new ItemChange(sku, state.told(), state.sequence, now, Set.of()) : null);
    }

    /** An item whose codes a person changed: it has the next sequence. */
    public ItemChange recoded(Connection transaction, String sku) throws SQLException {
        Instant now = clock.instant();
        ItemState state = Objects.requireNonNull(
                ItemRows.hold(transaction, List.of(sku), List.of(), now).get(sku), sku);
        state.sequence++;
        ItemRows.write(transaction, List.of(state), now);
        return new ItemChange(sku, state.told(), state.sequence, now, Set.of());
    }

    /** Keeps a field as it is, whatever systems say; false when it was locked already. */
    public boolean lock(Connection transaction, String sku, ItemField field, String by) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement("insert into item_lock (sku, field, locked_by,"
                + " locked_at) values (?, ?, ?, ?) on conflict do nothing")) {
            statement.setString(1, sku);
            statement.setString(2, field.word());
            statement.setString(3, by);
            statement.setObject(4, SqlTimes.of(clock.instant()));
            return statement.executeUpdate() == 1;
        }
    }

    /** Lets its owner set a field again; false when it was not locked. */
    public boolean unlock(Connection transaction, String sku, ItemField field) throws SQLException {
        return first(transaction, "delete from item_lock where sku = ? and field = ? returning sku", sku, field.word())
                .isPresent();
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
