package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted.Component;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of items: locked in the order of their SKUs, read whole, written whole, any number in a few round trips. */
final class ItemRows {

    private static final String LOCK = """
            select sku from item where sku = any (?::text[]) order by sku collate "C" for update
            """;

    private static final String ADD = """
            insert into item (sku, updated_at) select s, ? from unnest(?::text[]) as n(s) order by s collate "C"
            on conflict do nothing
            """;

    /** Codes that people set are theirs and not part of what systems say. */
    private static final String LOAD = """
            select i.sku, i.name, i.gtin, i.category, i.unit, i.kind, i.parent, i.options, i.tax_category, i.abc_class,
                   trim_scale(i.cost)::text || ' ' || i.cost_currency, i.revision, i.sequence,
                   (select json_agg(json_build_object('sku', c.component, 'quantity', trim_scale(c.quantity)::text))::text
                      from item_component c where c.sku = i.sku),
                   (select json_agg(json_build_object('code', c.code, 'units', trim_scale(c.units)::text, 'unit', c.unit))::text
                      from item_code c where c.sku = i.sku and c.source <> 'person'),
                   (select array_agg(l.field) from item_lock l where l.sku = i.sku), i.merged_into,
                   i.updated_at,
                   (select json_agg(json_build_object('code', c.code, 'units', trim_scale(c.units)::text, 'unit', c.unit))::text
                      from item_code c where c.sku = i.sku and c.source = 'person' and c.store = '*')
              from item i where i.sku = any (?::text[])
            """;

    private static final String WRITE = """
            update item i
               set name = n, gtin = g, category = c, unit = u, kind = k, parent = p, options = o, tax_category = t,
                   abc_class = a, cost = split_part(m, ' ', 1)::numeric, cost_currency = split_part(m, ' ', 2),
                   revision = r, sequence = q, updated_at = ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                          ?::text[], ?::text[], ?::numeric[], ?::bigint[])
                   as row (s, n, g, c, u, k, p, o, t, a, m, r, q)
             where i.sku = row.s
            """;

    private static final List<ItemField> COLUMNS = List.of(
            ItemField.NAME,
            ItemField.GTIN,
            ItemField.CATEGORY,
            ItemField.UNIT,
            ItemField.KIND,
            ItemField.PARENT,
            ItemField.OPTIONS,
            ItemField.TAX_CATEGORY,
            ItemField.ABC_CLASS,
            ItemField.COST);

    private ItemRows() {}

    /**
     * Locks items and reads them.
     *
     * @param addable those that are added when they are not there
     * @return by SKU, without those that are unknown
     */
    static Map<String, ItemState> hold(Connection tx, Collection<String> skus, Collection<String> addable, Instant now)
            throws SQLException {
        Set<String> missing = new HashSet<>(addable);
        missing.removeAll(lock(tx, skus));
        if (!missing.isEmpty()) {
            try (PreparedStatement statement = tx.prepareStatement(ADD)) {
                statement.setObject(1, SqlTimes.of(now));
                statement.setArray(2, tx.createArrayOf("text", missing.toArray()));
                if (statement.executeUpdate() < missing.size()) {
                    lock(tx, missing); // somebody else added it at this moment
                    missing.clear();
                }
            }
        }
        Map<String, ItemState> states = load(tx, skus);
        states.values().forEach(state -> state.created = missing.contains(state.sku));
        return states;
    }

    private static Set<String> lock(Connection tx, Collection<String> skus) throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement statement = tx.prepareStatement(LOCK)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    /** Items as they are, without locking them. */
    static Map<String, ItemState> load(Connection tx, Collection<String> skus) throws SQLException {
        Map<String, ItemState> states = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(LOAD)) {
            statement.setArray(1, tx.createArrayOf("text", skus.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ItemState state = new ItemState(row.getString(1));
                    for (int i = 0; i < COLUMNS.size(); i++) {
                        set(state, COLUMNS.get(i), row.getString(i + 2));
                    }
                    state.revision = row.getBigDecimal(12);
                    state.sequence = row.getLong(13);
                    String components = row.getString(14);
                    set(
                            state,
                            ItemField.COMPONENTS,
                            components == null ? null : ItemText.components(ItemText.readComponents(components)));
                    String codes = row.getString(15);
                    set(state, ItemField.CODES, codes == null ? null : ItemText.codes(ItemText.readCodes(codes)));
                    locks(state, row.getArray(16));
                    state.mergedInto = row.getString(17);
                    state.byHand.addAll(ItemText.readCodes(row.getString(19)));
                    state.updatedAt = row.getTimestamp(18).toInstant();
                    state.before.putAll(state.cells);
                    states.put(state.sku, state);
                }
            }
        }
        return states;
    }

    private static void set(ItemState state, ItemField field, @Nullable String value) {
        if (value != null) {
            state.cells.put(field, value);
        }
    }

    private static void locks(ItemState state, @Nullable Array fields) throws SQLException {
        if (fields != null) {
            for (Object word : (Object[]) fields.getArray()) {
                ItemField field = ItemField.words().get(word.toString());
                if (field != null) {
                    state.locked.add(field);
                }
            }
        }
    }

    /** Writes items whole; a changed one has the next sequence. Its codes are {@link CodeOwners}' to write. */
    static void write(Connection tx, List<ItemState> states, Instant now) throws SQLException {
        if (states.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(WRITE)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns<ItemState> columns = Columns.bind(statement, states, 2).text(state -> state.sku);
            for (ItemField field : COLUMNS) {
                columns.text(state -> state.cells.get(field));
            }
            columns.decimal(state -> state.revision).bigint(state -> state.sequence);
            statement.executeUpdate();
        }
        components(tx, states);
    }

    private static void components(Connection tx, List<ItemState> states) throws SQLException {
        List<ItemState> changed = states.stream()
                .filter(state -> state.changed(ItemField.COMPONENTS))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        delete(tx, "delete from item_component where sku = any (?::text[])", changed);
        record Part(String sku, Component component) {}
        List<Part> parts = new ArrayList<>();
        changed.forEach(state -> ItemText.readComponents(state.cells.get(ItemField.COMPONENTS))
                .forEach(one -> parts.add(new Part(state.sku, one))));
        try (PreparedStatement statement = tx.prepareStatement("insert into item_component (sku, component, quantity)"
                + " select * from unnest(?::text[], ?::text[], ?::numeric[])")) {
            Columns.bind(statement, parts, 1)
                    .text(Part::sku)
                    .text(part -> part.component().sku())
                    .decimal(part -> new BigDecimal(part.component().quantity()));
            statement.executeUpdate();
        }
    }

    private static void delete(Connection tx, String sql, List<ItemState> states) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    tx.createArrayOf(
                            "text", states.stream().map(state -> state.sku).toArray()));
            statement.executeUpdate();
        }
    }
}
