package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted.Code;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One item of the master while a transaction holds it. */
final class ItemState {

    final String sku;

    /** As {@link ItemText} writes them; absent cells are empty. */
    final Map<ItemField, String> cells = new EnumMap<>(ItemField.class);

    /** As it was before the transaction. */
    final Map<ItemField, String> before = new EnumMap<>(ItemField.class);

    /** Codes that people set, which mean the item everywhere. */
    final List<Code> byHand = new ArrayList<>();

    final Set<ItemField> locked = EnumSet.noneOf(ItemField.class);

    /** Newest revision by connection, where fields have owners. */
    final Map<String, BigDecimal> revisions = new HashMap<>();

    @Nullable
    BigDecimal revision;

    long sequence;

    Instant updatedAt = Instant.EPOCH;

    /** The item that this one turned out to be. */
    @Nullable
    String mergedInto;

    /** Whether this transaction added it. */
    boolean created;

    /** Whether anything of the row is to be written. */
    boolean touched;

    /** Whose codes they are, when they changed. */
    String codesSource = "";

    ItemState(String sku) {
        this.sku = sku;
    }

    /** Sets a cell; an empty list is an empty cell. */
    void set(ItemField field, @Nullable String value) {
        if (value == null || value.equals("[]")) {
            cells.remove(field);
        } else {
            cells.put(field, value);
        }
    }

    /** Whether the cell holds this already. */
    boolean holds(ItemField field, String value) {
        String now = cells.get(field);
        return now == null ? value.equals("[]") : now.equals(value);
    }

    boolean changed() {
        return created || !cells.equals(before);
    }

    /** All that destinations are told, codes that people set among the others. */
    Map<ItemField, String> told() {
        Map<ItemField, String> told = new EnumMap<>(ItemField.class);
        told.putAll(cells);
        if (!byHand.isEmpty()) {
            List<Code> codes = new ArrayList<>(ItemText.readCodes(cells.get(ItemField.CODES)));
            codes.addAll(byHand);
            told.put(ItemField.CODES, ItemText.codes(codes));
        }
        return told;
    }

    boolean changed(ItemField field) {
        String now = cells.get(field);
        String then = before.get(field);
        return now == null ? then != null : !now.equals(then);
    }
}
