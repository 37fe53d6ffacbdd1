package io.tillbridge.catalog;

import io.tillbridge.barcode.CheckDigit;
import io.tillbridge.platform.SqlTimes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Codes that people set, make and move, in the caller's transaction; codes of systems are left to them. */
@Component
public final class CodeEdits {

    private static final String PUT = """
            insert into item_code as c (code, store, sku, kind, units, unit, source, added_at)
            values (?, ?, ?, ?, ?, ?, 'person', ?)
            on conflict (code, store) do update
               set units = excluded.units, unit = excluded.unit, source = 'person', added_at = excluded.added_at
             where c.sku = excluded.sku
            """;

    private static final int INTERNAL_DIGITS = 12;

    private final Clock clock;

    public CodeEdits(Clock clock) {
        this.clock = clock;
    }

    /**
     * A code as a person says it.
     *
     * @param code as it is filed, see {@link Codes#filed}
     * @param store null everywhere; a store only for a number of restricted circulation
     */
    public record Wish(
            String sku,
            String code,
            @Nullable String store,
            BigDecimal units,
            @Nullable String unit) {}

    /** Whether a code may mean one thing here and another there. */
    public static boolean restricted(String filed) {
        return Codes.kind(filed).equals("restricted");
    }

    /** Files a code; the SKU of the item that has it already when that is another one. */
    public Optional<String> put(Connection transaction, Wish wish) throws SQLException {
        CodeOwners.lock(transaction);
        Optional<String> owner = (wish.store() == null
                        ? CodeOwners.of(transaction, wish.code())
                        : first(
                                transaction,
                                "select sku from item_code where code = ? and store = ?",
                                wish.code(),
                                wish.store()))
                .filter(sku -> !sku.equals(wish.sku()));
        if (owner.isEmpty()) {
            write(transaction, wish, Codes.kind(wish.code()));
        }
        return owner;
    }

    /** Removes a code of an item; false when it had none such. */
    public boolean remove(Connection transaction, String sku, String code, @Nullable String store) throws SQLException {
        return first(
                        transaction,
                        "delete from item_code where sku = ? and code = ? and store = ? returning sku",
                        sku,
                        code,
                        store == null ? "*" : store)
                .isPresent();
    }

    /**
     * Makes a code of the reserved range. The numbers only grow, also when the transaction is rolled back or the code is
     * removed later, so that none is ever given twice.
     *
     * @param prefix of the range
     * @return an EAN-13; empty when the range is used up
     */
    public Optional<String> make(
            Connection transaction, String sku, String prefix, BigDecimal units, @Nullable String unit)
            throws SQLException {
        CodeOwners.lock(transaction);
        while (true) {
            String number =
                    first(transaction, "select nextval('internal_code')::text").orElseThrow();
            int room = INTERNAL_DIGITS - prefix.length();
            if (number.length() > room) {
                return Optional.empty();
            }
            String code = CheckDigit.append(prefix + "0".repeat(room - number.length()) + number);
            boolean taken = first(transaction, "select sku from item_code where code = ?", code)
                    .isPresent();
            if (!taken) {
                write(transaction, new Wish(sku, code, null, units, unit), "internal");
                return Optional.of(code);
            }
        }
    }

    /** Gives a code to another item than the one that has it; false when that one has it no more. */
    public boolean give(Connection transaction, String code, String from, String to) throws SQLException {
        CodeOwners.lock(transaction);
        boolean gtin = first(
                        transaction, "update item set gtin = null where sku = ? and gtin = ? returning sku", from, code)
                .isPresent();
        if (!gtin) {
            return first(
                            transaction,
                            "update item_code set sku = ?, source = 'person' where sku = ? and code = ? and store = '*'"
                                    + " returning sku",
                            to,
                            from,
                            code)
                    .isPresent();
        }
        boolean set = first(
                        transaction, "update item set gtin = ? where sku = ? and gtin is null returning sku", code, to)
                .isPresent();
        if (!set) {
            write(transaction, new Wish(to, code, null, BigDecimal.ONE, null), Codes.kind(code));
        }
        return true;
    }

    private void write(Connection transaction, Wish wish, String kind) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(PUT)) {
            statement.setString(1, wish.code());
            statement.setString(2, wish.store() == null ? "*" : wish.store());
            statement.setString(3, wish.sku());
            statement.setString(4, kind);
            statement.setBigDecimal(5, wish.units());
            statement.setString(6, wish.unit());
            statement.setObject(7, SqlTimes.of(clock.instant()));
            statement.executeUpdate();
        }
    }

    /**
     * From now on an item is another one: its remote ids stand for that one, and what its systems say of it later too.
     *
     * @return how many remote ids that were; empty when one of the two is merged already or unknown
     */
    public Optional<Integer> merge(Connection transaction, String sku, String into) throws SQLException {
        if (first(
                        transaction,
                        "update item set merged_into = (select i.sku from item i where i.sku = ? and i.merged_into is null)"
                                + " where sku = ? and merged_into is null"
                                + " and exists (select 1 from item i where i.sku = ? and i.merged_into is null)"
                                + " returning sku",
                        into,
                        sku,
                        into)
                .isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement statement = transaction.prepareStatement(
                "update cross_reference set local_id = ?, link_number = nextval('cross_reference_link'), updated_at = ?"
                        + " where local_id = ? and revision is not null")) { // named by an item, not by hand
            statement.setString(1, into);
            statement.setObject(2, SqlTimes.of(clock.instant()));
            statement.setString(3, sku);
            return Optional.of(statement.executeUpdate());
        }
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
