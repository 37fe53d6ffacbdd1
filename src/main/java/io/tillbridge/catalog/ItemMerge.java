package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What systems say, laid over what the master has, one after the other as it came: a cell that is left out stays, one that
 * is locked stays, one that another owns stays and is a doubt, and what is older than recorded says nothing.
 */
final class ItemMerge {

    private final Ownership ownership;
    private final Map<String, ItemState> states;
    private final List<ItemDoubt> doubts = new ArrayList<>();

    /** By SKU, in the order in which they last named their codes. */
    private final Map<String, ItemUpserted> coded = new LinkedHashMap<>();

    private final Map<String, ItemUpserted> causes = new LinkedHashMap<>();
    private final Map<String, Set<String>> systems = new LinkedHashMap<>();

    ItemMerge(Ownership ownership, Map<String, ItemState> states) {
        this.ownership = ownership;
        this.states = states;
    }

    void all(Collection<ItemUpserted> items) {
        items.forEach(this::one);
    }

    private void one(ItemUpserted item) {
        ItemState state = states.get(item.sku());
        Map<ItemField, String> said = ItemText.of(item);
        if (state == null) {
            String name = said.getOrDefault(ItemField.NAME, item.sku());
            doubts.add(new ItemDoubt.NotOwner(item, ItemField.ITEM, name, null));
            return;
        }
        if (stale(state, item)) {
            return;
        }
        boolean counts = !ownership.inForce();
        for (Map.Entry<ItemField, String> cell : said.entrySet()) {
            counts |= cell(state, item, cell.getKey(), cell.getValue());
        }
        if (counts) {
            state.revision = item.revision().order();
            state.touched = true;
            causes.put(item.sku(), item);
        }
        if (ownership.inForce()) {
            state.revisions.put(item.system(), item.revision().order());
            state.touched = true;
        }
    }

    /** Whether the system's word counts for the cell. */
    private boolean cell(ItemState state, ItemUpserted item, ItemField field, String said) {
        boolean coding = field == ItemField.GTIN || field == ItemField.CODES;
        if (!ownership.owns(item.system(), field)) {
            if (!state.holds(field, said)) {
                doubts.add(new ItemDoubt.NotOwner(item, field, said, state.cells.get(field)));
            }
            return false;
        }
        if (state.locked.contains(field)) {
            return true;
        }
        if (coding) {
            coded.remove(item.sku());
            coded.put(item.sku(), item);
            if (field == ItemField.CODES) {
                state.codesSource = item.system();
            }
        }
        if (!state.holds(field, said)) {
            state.set(field, said);
            systems.computeIfAbsent(item.sku(), sku -> new LinkedHashSet<>()).add(item.system());
        }
        return true;
    }

    private boolean stale(ItemState state, ItemUpserted item) {
        BigDecimal known = ownership.inForce() ? state.revisions.get(item.system()) : state.revision;
        return known != null && item.revision().order().compareTo(known) < 0;
    }

    /** Those that named codes and have others now, in the order in which they did. */
    List<ItemState> recoded() {
        return coded.keySet().stream()
                .map(states::get)
                .filter(state -> state.changed(ItemField.GTIN) || state.changed(ItemField.CODES))
                .toList();
    }

    ItemUpserted namedCodes(ItemState state) {
        return Objects.requireNonNull(coded.get(state.sku));
    }

    List<ItemDoubt> doubts() {
        return doubts;
    }

    /** Those to be written; a changed one has the next sequence. */
    List<ItemState> touched() {
        List<ItemState> touched = states.values().stream()
                .filter(state -> state.touched || state.changed())
                .toList();
        touched.stream().filter(ItemState::changed).forEach(state -> state.sequence++);
        return touched;
    }

    /** What {@link #touched} changed, by the last that did. */
    Map<ItemUpserted, ItemChange> changes() {
        Map<ItemUpserted, ItemChange> changes = new LinkedHashMap<>();
        causes.forEach((sku, cause) -> {
            ItemState state = states.get(sku);
            if (state != null && state.changed()) {
                Set<String> by = systems.getOrDefault(sku, Set.of(cause.system()));
                changes.put(cause, new ItemChange(sku, state.told(), state.sequence, cause.occurredAt(), by));
            }
        });
        return changes;
    }
}
