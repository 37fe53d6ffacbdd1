package io.tillbridge.posting;

import io.tillbridge.books.JournalEntry;
import io.tillbridge.books.Ledger;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where counts, closings, decisions and corrections come from whose movements no message of now tells. */
final class CountOrigins {

    private static final String FIND = """
            select message_id, connection, fact_key from message
             where message_id = any (?::uuid[]) and fact_key is not null
            union all
            select e.message_id, t.system, 'transfer_closed|' || t.system || '|' || t.transfer_id
              from stock_transfer_event e join stock_transfer t using (consignment)
             where e.message_id = any (?::uuid[]) and e.kind = 'closed'
            union all
            select d.decision_id, r.system, 'return_decided|' || r.system || '|' || r.return_id || '|' || d.decision_id
              from return_decision d join goods_return r using (message_id)
             where d.decision_id = any (?::uuid[])
            union all
            select correction_id, connection, 'recon|' || correction_id from recon_correction
             where correction_id = any (?::uuid[])
            """;

    private CountOrigins() {}

    /** The messages behind the movements, by their id. */
    static Map<UUID, JournalEntry.Origin> of(Connection tx, Map<UUID, List<Movement>> counts) throws SQLException {
        Map<UUID, JournalEntry.Origin> origins = new HashMap<>();
        if (counts.isEmpty()) {
            return origins;
        }
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setArray(1, tx.createArrayOf("uuid", counts.keySet().toArray()));
            statement.setArray(2, tx.createArrayOf("uuid", counts.keySet().toArray()));
            statement.setArray(3, tx.createArrayOf("uuid", counts.keySet().toArray()));
            statement.setArray(4, tx.createArrayOf("uuid", counts.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID id = rows.getObject(1, UUID.class);
                    List<Movement> goods = counts.getOrDefault(id, List.of());
                    origins.put(
                            id,
                            new JournalEntry.Origin(
                                    id,
                                    rows.getString(3),
                                    rows.getString(2),
                                    goods.get(0).occurredAt()));
                }
            }
        }
        return origins;
    }

    /** The counted location; the empty text when none of the movements has one. */
    static String location(List<Movement> goods) {
        for (Movement movement : goods) {
            for (Place place : List.of(movement.from(), movement.to())) {
                if (place.isLocation()) {
                    return place.name();
                }
            }
        }
        return "";
    }

    /** The ledger's, or that of the goods' costs. */
    static @Nullable String currency(Ledger ledger, GoodsValues values, List<Movement> goods) {
        return ledger.currency() == null ? values.currency(goods) : ledger.currency();
    }
}
