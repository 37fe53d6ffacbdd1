package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a message said of an item is said anew: cell by cell, and only where the item still holds what that message said. An
 * item keeps no history, so what was there before the message is not known and never guessed.
 */
@Component
public final class ItemCorrection {

    private static final String FIND = "select name, gtin, revision from item where sku = ? for update";

    private static final String ITEM = "update item set name = ?, gtin = ?, updated_at = ? where sku = ?";

    private static final String UNLINK = """
            delete from cross_reference
             where connection = ? and kind = ? and remote_id = ? and local_id = ? and revision = ?
            """;

    private final CrossReferences references;
    private final Clock clock;

    public ItemCorrection(CrossReferences references, Clock clock) {
        this.references = references;
        this.clock = clock;
    }

    /** Why nothing was corrected. */
    public record Doubt(String code, String detail) {}

    /**
     * Corrects an item and its links.
     *
     * @param said what the message said
     * @param says what it says now; of the same revision
     * @return a doubt, when nothing was written
     */
    public Optional<Doubt> correct(Connection transaction, ItemUpserted said, ItemUpserted says) throws SQLException {
        if (!said.sku().equals(says.sku())) {
            return doubt("another_item", "it named item " + said.sku() + " and would name " + says.sku());
        }
        if (gone(said.name(), says.name()) || gone(said.gtin(), says.gtin())) {
            return doubt("before_unknown", "it would leave out a cell of item " + says.sku() + " that it set");
        }
        if (says.gtin() != null && !says.gtin().equals(said.gtin())) {
            Optional<String> owner = GtinOwners.of(transaction, says.gtin()).filter(sku -> !sku.equals(says.sku()));
            if (owner.isPresent()) {
                return doubt("gtin_taken", "GTIN " + says.gtin() + " belongs to item " + owner.get());
            }
        }
        if (!cells(transaction, said, says)) {
            return doubt(
                    "told_since",
                    "a later message told item " + says.sku() + " too, and may have left a cell as this one set it");
        }
        link(transaction, said, says);
        return Optional.empty();
    }

    /** A cell that holds something else than the message said was set by somebody later, who is not overruled. */
    private boolean cells(Connection transaction, ItemUpserted said, ItemUpserted says) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setString(1, says.sku());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return true;
                }
                String name = row.getString(1);
                String gtin = row.getString(2);
                BigDecimal revision = row.getBigDecimal(3);
                boolean named = differs(said.name(), says.name()) && holds(name, said.name());
                boolean numbered = differs(said.gtin(), says.gtin()) && holds(gtin, said.gtin());
                if (!named && !numbered) {
                    return true;
                }
                if (revision == null || revision.compareTo(says.revision().order()) != 0) {
                    return false;
                }
                update(transaction, says.sku(), named ? says.name() : name, numbered ? says.gtin() : gtin);
                return true;
            }
        }
    }

    private static boolean differs(@Nullable String said, @Nullable String says) {
        return says != null && !says.equals(said);
    }

    private static boolean holds(@Nullable String cell, @Nullable String said) {
        return said == null || said.equals(cell);
    }

    private void update(Connection transaction, String sku, @Nullable String name, @Nullable String gtin)
            throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(ITEM)) {
            statement.setString(1, name);
            statement.setString(2, gtin);
            statement.setTimestamp(3, Timestamp.from(clock.instant()));
            statement.setString(4, sku);
            statement.executeUpdate();
        }
    }

    private void link(Connection transaction, ItemUpserted said, ItemUpserted says) throws SQLException {
        BigDecimal revision = says.revision().order();
        try (PreparedStatement statement = transaction.prepareStatement(UNLINK)) {
            for (ItemUpserted.Reference gone : without(said.references(), says.references())) {
                statement.setString(1, said.system());
                statement.setString(2, gone.kind());
                statement.setString(3, gone.remoteId());
                statement.setString(4, said.sku());
                statement.setBigDecimal(5, revision);
                statement.executeUpdate();
            }
        }
        List<Link> links = without(says.references(), said.references()).stream()
                .map(one -> new Link(new Remote(says.system(), one.kind(), one.remoteId()), says.sku(), revision))
                .toList();
        references.put(transaction, links);
    }

    private static List<ItemUpserted.Reference> without(
            List<ItemUpserted.Reference> some, List<ItemUpserted.Reference> others) {
        List<ItemUpserted.Reference> left = new ArrayList<>(some);
        left.removeAll(others);
        return left;
    }

    private static boolean gone(@Nullable String said, @Nullable String says) {
        return said != null && says == null;
    }

    private static Optional<Doubt> doubt(String code, String detail) {
        return Optional.of(new Doubt(code, detail));
    }
}
