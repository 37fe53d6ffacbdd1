package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Asks a PostgreSQL server with SHOW whether it keeps what it commits. A hub that answers 2xx on a server that does not
 * would lose sales in a power cut without a trace.
 */
public final class DurabilityCheck {

    private static final Map<String, Set<String>> EXPECTED = Map.of(
            "fsync", Set.of("on"),
            "full_page_writes", Set.of("on"),
            "synchronous_commit", Set.of("on", "local", "remote_write", "remote_apply"));

    private DurabilityCheck() {}

    /**
     * Passes if every setting is safe.
     *
     * @throws StartupFailure {@code database_not_durable} naming the setting found and the one needed
     */
    public static void require(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Set<String>> setting : EXPECTED.entrySet()) {
                try (ResultSet row = statement.executeQuery("show " + setting.getKey())) {
                    row.next();
                    String found = row.getString(1);
                    if (!setting.getValue().contains(found)) {
                        throw new StartupFailure(
                                "database_not_durable",
                                "PostgreSQL at "
                                        + ShownUrl.of(connection.getMetaData().getURL()) + " runs with "
                                        + setting.getKey()
                                        + " = " + found + ", which loses committed data in a crash; set it to on in"
                                        + " postgresql.conf and reload.");
                    }
                }
            }
        }
    }
}
