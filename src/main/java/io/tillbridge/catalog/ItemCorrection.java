package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a message said of an item is said anew: cell by cell, and only where the item still holds what that message said. An
 * item keeps no history, so what was there before the message is not known and never guessed.
 */
@Component
public final class ItemCorrection {

    private static final String UNLINK = """
            delete from cross_reference
             where connection = ? and kind = ? and remote_id = ? and local_id = ? and revision = ?
            """;

    private final CrossReferences references;
    private final Ownership ownership;
    private final Clock clock;

    public ItemCorrection(CrossReferences references, Ownership ownership, Clock clock) {
        this.references = references;
        this.ownership = ownership;
        this.clock = clock;
    }

    /** What became of a correction. */
    public sealed interface Outcome {
        /**
         * It was made.
         *
         * @param change of the item's cells; null when they hold it already
         */
        record Corrected(@Nullable ItemChange change) implements Outcome {}

        /** Why nothing was corrected. */
        record Doubt(String code, String detail) implements Outcome {}
    }

    /**
     * Corrects an item and its links.
     *
     * @param said what the message said
     * @param says what it says now; of the same revision
     * @return a doubt when nothing was written
     */
    public Outcome correct(Connection transaction, ItemUpserted said, ItemUpserted says) throws SQLException {
        if (!said.sku().equals(says.sku())) {
            return doubt("another_item", "it named item " + said.sku() + " and would name " + says.sku());
        }
        Map<ItemField, String> before = ItemText.of(said);
        Map<ItemField, String> after = ItemText.of(says);
        if (!after.keySet().containsAll(before.keySet())) {
            return doubt("before_unknown", "it would leave out a cell of item " + says.sku() + " that it set");
        }
        Outcome outcome = cells(transaction, says, before, after);
        if (outcome instanceof Outcome.Corrected) {
            link(transaction, said, says);
        }
        return outcome;
    }

    /**
     * A cell that holds something else than the message said was set by somebody later, who is not overruled; so is a
     * person who locked it, and the owner of a field that is not the message's.
     */
    private Outcome cells(
            Connection transaction, ItemUpserted says, Map<ItemField, String> before, Map<ItemField, String> after)
            throws SQLException {
        if (after.containsKey(ItemField.GTIN) || after.containsKey(ItemField.CODES)) {
            CodeOwners.lock(transaction);
        }
        Instant now = clock.instant();
        ItemState state =
                ItemRows.hold(transaction, List.of(says.sku()), List.of(), now).get(says.sku());
        if (state == null) {
            return new Outcome.Corrected(null);
        }
        after.forEach((field, cell) -> {
            String said = before.get(field);
            boolean untouched = said == null || state.holds(field, said);
            boolean free = !state.locked.contains(field) && ownership.owns(says.system(), field);
            if (!cell.equals(said) && untouched && free) {
                state.set(field, cell);
            }
        });
        if (!state.changed()) {
            return new Outcome.Corrected(null);
        }
        if (state.revision == null || state.revision.compareTo(says.revision().order()) != 0) {
            return doubt(
                    "told_since",
                    "a later message told item " + says.sku() + " too, and may have left a cell as this one set it");
        }
        return write(transaction, says, state, now);
    }

    private Outcome write(Connection transaction, ItemUpserted says, ItemState state, Instant now) throws SQLException {
        if (state.changed(ItemField.GTIN) || state.changed(ItemField.CODES)) { // the lock is held
            for (String code : CodeOwners.named(state)) {
                Optional<String> owner = CodeOwners.of(transaction, code).filter(sku -> !sku.equals(says.sku()));
                if (owner.isPresent()) {
                    return doubt("gtin_taken", "GTIN " + code + " belongs to item " + owner.get());
                }
            }
            state.codesSource = says.system();
            CodeOwners.hand(transaction, List.of(state), now);
        }
        state.sequence++;
        ItemRows.write(transaction, List.of(state), now);
        return new Outcome.Corrected(
                new ItemChange(state.sku, state.told(), state.sequence, says.occurredAt(), Set.of(says.system())));
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

    private static Outcome doubt(String code, String detail) {
        return new Outcome.Doubt(code, detail);
    }
}
