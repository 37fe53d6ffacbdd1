package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted.Code;
import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which item has a code, be it the GTIN of its unit or a further one: the first that took it, until it names another.
 * Whoever gives out codes takes the lock before it locks an item; until the transaction ends nobody else gives one, so that
 * what is answered stays true.
 */
final class CodeOwners {

    private static final long LOCK = 0x7469_6c6c_6774_696eL;

    private static final String FIND = """
            select gtin, sku from item where gtin = any (?::text[])
            union all
            select code, sku from item_code where code = any (?::text[]) and store = '*'
            """;

    private static final String FREE_GTIN = "update item set gtin = null where sku = any (?::text[])";

    private static final String FREE_CODES = "delete from item_code where sku = any (?::text[]) and source <> 'person'";

    private static final String ADD = """
            insert into item_code (code, sku, kind, units, unit, source, added_at)
            select c, s, k, n, u, o, ? from unnest(?::text[], ?::text[], ?::text[], ?::numeric[], ?::text[], ?::text[])
                   as row (c, s, k, n, u, o)
             order by c
            """;

    private CodeOwners() {}

    /** A code that an item may not have. */
    record Taken(ItemState item, String code, String owner) {}

    /** Nobody else gives out codes until the transaction ends. */
    static void lock(Connection tx) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
    }

    /** The SKU that has a code; takes the lock. */
    static Optional<String> of(Connection tx, String code) throws SQLException {
        lock(tx);
        return Optional.ofNullable(find(tx, List.of(code)).get(code));
    }

    /**
     * Settles which items get the codes that they name now, and takes from each those that it does not name any more. The
     * cells of the items lose what another item has; what is left of their codes beside the GTIN is written.
     *
     * @param items whose GTIN or codes changed, in the order in which they named them; the lock is held
     */
    static List<Taken> hand(Connection tx, List<ItemState> items, Instant now) throws SQLException {
        if (items.isEmpty()) {
            return List.of();
        }
        List<ItemState> recoded =
                items.stream().filter(item -> item.changed(ItemField.CODES)).toList();
        free(tx, FREE_GTIN, items.stream().filter(item -> item.changed(ItemField.GTIN)));
        free(tx, FREE_CODES, recoded.stream());
        Map<String, String> found = find(tx, wanted(items));
        Map<String, String> owners = new HashMap<>(found);
        for (ItemState item : recoded) {
            Set<String> kept = codes(item.before);
            kept.retainAll(codes(item.cells));
            kept.forEach(code -> owners.putIfAbsent(code, item.sku));
        }
        List<Taken> taken = new ArrayList<>();
        for (ItemState item : items) {
            String gtin = item.cells.get(ItemField.GTIN);
            if (gtin != null && refused(owners, taken, item, gtin)) {
                item.set(ItemField.GTIN, null);
            }
        }
        List<Given> given = new ArrayList<>();
        for (ItemState item : recoded) {
            List<Code> left = new ArrayList<>();
            for (Code code : ItemText.readCodes(item.cells.get(ItemField.CODES))) {
                boolean itsOwn =
                        item.sku.equals(found.get(code.code())) || code.code().equals(item.cells.get(ItemField.GTIN));
                if (!itsOwn && !refused(owners, taken, item, code.code())) {
                    left.add(code);
                }
            }
            item.set(ItemField.CODES, ItemText.codes(left));
            left.forEach(code -> given.add(new Given(item.sku, code, item.codesSource)));
        }
        add(tx, given, now);
        return taken;
    }

    private static boolean refused(Map<String, String> owners, List<Taken> taken, ItemState item, String code) {
        String owner = owners.putIfAbsent(code, item.sku);
        if (owner == null || owner.equals(item.sku)) {
            return false;
        }
        taken.add(new Taken(item, code, owner));
        return true;
    }

    private static Set<String> wanted(List<ItemState> items) {
        Set<String> wanted = new HashSet<>();
        items.forEach(item -> wanted.addAll(named(item)));
        return wanted;
    }

    /** All codes that an item is to have. */
    static Set<String> named(ItemState item) {
        Set<String> named = codes(item.cells);
        String gtin = item.cells.get(ItemField.GTIN);
        if (gtin != null) {
            named.add(gtin);
        }
        return named;
    }

    private static Set<String> codes(Map<ItemField, String> cells) {
        Set<String> codes = new TreeSet<>();
        ItemText.readCodes(cells.get(ItemField.CODES)).forEach(code -> codes.add(code.code()));
        return codes;
    }

    private static Map<String, String> find(Connection tx, Collection<String> codes) throws SQLException {
        Map<String, String> owners = new HashMap<>();
        if (codes.isEmpty()) {
            return owners;
        }
        try (PreparedStatement statement = tx.prepareStatement(FIND)) {
            statement.setArray(1, tx.createArrayOf("text", codes.toArray()));
            statement.setArray(2, tx.createArrayOf("text", codes.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return owners;
    }

    private static void free(Connection tx, String sql, Stream<ItemState> items) throws SQLException {
        Object[] skus = items.map(item -> item.sku).toArray();
        if (skus.length == 0) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setArray(1, tx.createArrayOf("text", skus));
            statement.executeUpdate();
        }
    }

    private record Given(String sku, Code code, String source) {}

    private static void add(Connection tx, List<Given> given, Instant now) throws SQLException {
        if (given.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = tx.prepareStatement(ADD)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, given, 2)
                    .text(one -> one.code().code())
                    .text(Given::sku)
                    .text(one -> Codes.kind(one.code().code()))
                    .decimal(one -> new BigDecimal(one.code().units()))
                    .text(one -> one.code().unit())
                    .text(Given::source);
            statement.executeUpdate();
        }
    }
}
