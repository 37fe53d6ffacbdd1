package io.tillbridge.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which item has a GTIN: the first that took it. Whoever gives items GTINs asks here before. */
final class GtinOwners {

    private static final long LOCK = 0x7469_6c6c_6774_696eL;

    private static final String FIND = "select gtin, sku from item where gtin = any (?::text[])";

    private GtinOwners() {}

    /**
     * The SKUs that have some GTINs. Until the transaction ends nobody else gives an item a GTIN, so that the answer
     * stays true.
     *
     * @return a map to be changed by the caller, GTIN-14 to SKU
     */
    static Map<String, String> of(Connection transaction, Collection<String> gtins) throws SQLException {
        Map<String, String> owners = new HashMap<>();
        if (gtins.isEmpty()) {
            return owners;
        }
        try (PreparedStatement statement = transaction.prepareStatement("select pg_advisory_xact_lock(?)")) {
            statement.setLong(1, LOCK);
            statement.execute();
        }
        try (PreparedStatement statement = transaction.prepareStatement(FIND)) {
            statement.setArray(1, transaction.createArrayOf("text", gtins.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    owners.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return owners;
    }
}
