package io.tillbridge.stock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What messages have moved, for those who undo it; inside the caller's transaction. */
public final class LiveMovements {

    private static final String OF = StockQueries.MOVEMENT + " where message_id = any (?::uuid[]) order by movement_id";

    private LiveMovements() {}

    /** Every movement of some messages by message, those included that were undone and those that undo. */
    public static Map<UUID, List<LedgerEntry>> of(Connection transaction, Collection<UUID> messages)
            throws SQLException {
        Map<UUID, List<LedgerEntry>> found = new HashMap<>();
        try (PreparedStatement statement = transaction.prepareStatement(OF)) {
            statement.setArray(1, transaction.createArrayOf("uuid", messages.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    LedgerEntry entry = StockQueries.movement(rows);
                    found.computeIfAbsent(entry.messageId(), id -> new ArrayList<>())
                            .add(entry);
                }
            }
        }
        return found;
    }

    /** Those that count: neither undone nor an undoing. */
    public static List<LedgerEntry> live(Collection<LedgerEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.reverses() == null && entry.reversedBy() == null)
                .toList();
    }
}
