package io.tillbridge.reconciliation;

import io.tillbridge.platform.SqlTimes;
import io.tillbridge.posting.CorrectionDesk.Correction;
import io.tillbridge.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** What is kept of a correction, with both values; the drift is over with it. */
final class CorrectionRows {

    private static final String KEEP = """
            insert into recon_correction (correction_id, connection, sku, location, told, told_at, booked, moved, cause,
                   first_seen_at, corrected_at, corrected_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (correction_id) do nothing
            """;

    private static final String OVER = "delete from recon_drift where connection = ? and sku = ? and location = ?";

    private static final String COUNT = "update recon_run set corrected = corrected + 1 where run_id = ?";

    private CorrectionRows() {}

    /** The same level of the same item at the same location has one correction, whichever run makes it. */
    static UUID id(String connection, StockKey key, Instant toldAt) {
        String name = String.join("|", "recon", connection, key.sku(), key.location(), toldAt.toString());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes it.
     *
     * @return false: this level was corrected before, and nothing is written
     */
    static boolean write(Connection tx, Correction correction, Found found, Run run) throws SQLException {
        StockKey key = found.judged().compared().key();
        Causes.Guess guess = found.guess();
        Sighting sighting = found.judged().sighting();
        Instant seen = sighting == null ? run.now() : sighting.first();
        try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
            statement.setObject(1, correction.id());
            statement.setString(2, correction.connection());
            statement.setString(3, key.sku());
            statement.setString(4, key.location());
            statement.setBigDecimal(5, correction.told());
            statement.setObject(6, SqlTimes.of(correction.at()));
            statement.setBigDecimal(7, correction.booked());
            statement.setBigDecimal(8, correction.signed());
            statement.setString(9, guess == null ? null : guess.cause().word());
            statement.setObject(10, SqlTimes.of(seen));
            statement.setObject(11, SqlTimes.of(run.now()));
            statement.setString(12, run.by());
            if (statement.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement statement = tx.prepareStatement(OVER)) {
            statement.setString(1, correction.connection());
            statement.setString(2, key.sku());
            statement.setString(3, key.location());
            statement.executeUpdate();
        }
        try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
            statement.setLong(1, run.id());
            statement.executeUpdate();
        }
        return true;
    }

    /**
     * The run that corrects.
     *
     * @param by who asked for it, for the audit log
     */
    record Run(long id, Instant now, String by) {}
}
