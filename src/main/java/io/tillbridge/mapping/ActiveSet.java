package io.tillbridge.mapping;

import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of the active set, in the caller's transaction. Rows are added, never changed. */
public final class ActiveSet {

    private static final String ROWS =
            "select subject, version, basis, counts_from, decided_at, decided_by, why, connections, rollback_of,"
                    + " backdate, sha256 from mapping_activation order by subject, number";

    private static final String ADD_VERSION = """
            insert into mapping_version (subject, version, sha256, imported_at, text, generation) values (?, ?, ?, ?, ?, ?)
            on conflict (subject, version) do update set text = excluded.text where mapping_version.text is null
            """;

    private static final String ADD_ROW = """
            insert into mapping_activation (subject, number, version, basis, counts_from, decided_at, decided_by, why,
                                            connections, rollback_of, backdate, sha256, generation)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD_VALUE_MAP = """
            insert into value_map_version (name, version, text, sha256, changed_at, changed_by, why, generation)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private ActiveSet() {}

    /** The generation, which stays to the end of the transaction. */
    public static long held(Connection tx) throws SQLException {
        return number(tx, "select mapping_set_held()");
    }

    /** The generation, and nobody else reads or changes the set to the end of the transaction. Take it before any row. */
    public static long locked(Connection tx) throws SQLException {
        return number(tx, "select mapping_set_locked()");
    }

    /** The generation as it is at this moment. */
    static long generation(Connection connection) throws SQLException {
        return number(connection, "select generation from mapping_set");
    }

    /** Counts on; gives the new generation, under which rows are to be added. */
    static long grow(Connection tx) throws SQLException {
        return number(tx, "update mapping_set set generation = generation + 1 returning generation");
    }

    static StoredSet read(Connection tx, long generation) throws SQLException {
        Set<String> textless = new TreeSet<>();
        return new StoredSet(generation, versions(tx, textless), textless, rows(tx), valueMaps(tx));
    }

    private static Map<String, String> versions(Connection tx, Set<String> textless) throws SQLException {
        Map<String, String> versions = new TreeMap<>();
        try (PreparedStatement statement =
                        tx.prepareStatement("select subject, version, sha256, text is null from mapping_version");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String name = MappingLock.name(rows.getString(1), rows.getInt(2));
                versions.put(name, rows.getString(3));
                if (rows.getBoolean(4)) {
                    textless.add(name);
                }
            }
        }
        return versions;
    }

    private static Map<String, List<StoredSet.Row>> rows(Connection tx) throws SQLException {
        Map<String, List<StoredSet.Row>> found = new TreeMap<>();
        try (PreparedStatement statement = tx.prepareStatement(ROWS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Activation row = new Activation(
                        rows.getInt(2),
                        rows.getTimestamp(4).toInstant(),
                        rows.getTimestamp(5).toInstant(),
                        rows.getString(6),
                        rows.getString(7),
                        List.of((String[]) rows.getArray(8).getArray()),
                        rows.getObject(9, Integer.class),
                        rows.getBoolean(10));
                found.computeIfAbsent(rows.getString(1), subject -> new ArrayList<>())
                        .add(new StoredSet.Row(row, rows.getString(3), rows.getString(11)));
            }
        }
        return found;
    }

    private static Map<String, SortedMap<Integer, StoredSet.MapVersion>> valueMaps(Connection tx) throws SQLException {
        Map<String, SortedMap<Integer, StoredSet.MapVersion>> found = new TreeMap<>();
        try (PreparedStatement statement =
                        tx.prepareStatement("select name, version, sha256, changed_by from value_map_version");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.computeIfAbsent(rows.getString(1), name -> new TreeMap<>())
                        .put(rows.getInt(2), new StoredSet.MapVersion(rows.getString(3), rows.getString(4)));
            }
        }
        return found;
    }

    /** The text of a released version; empty when it was imported before texts were kept. */
    static String text(Connection tx, String subject, int version) throws SQLException {
        return text(
                tx,
                "select coalesce(text, '') from mapping_version where subject = ? and version = ?",
                subject,
                version);
    }

    /** The text of a version of a value map. */
    static String valueMapText(Connection tx, String name, int version) throws SQLException {
        return text(tx, "select text from value_map_version where name = ? and version = ?", name, version);
    }

    static void add(Connection tx, CompiledMapping mapping, String text, Instant at, long generation)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(ADD_VERSION)) {
            statement.setString(1, mapping.subject());
            statement.setInt(2, mapping.version());
            statement.setString(3, mapping.sha256());
            statement.setObject(4, SqlTimes.of(at));
            statement.setString(5, text);
            statement.setLong(6, generation);
            statement.executeUpdate();
        }
    }

    /** Adds a subject's row; its number must be the next. */
    static void add(Connection tx, String subject, int number, StoredSet.Row stored, long generation)
            throws SQLException {
        Activation row = stored.row();
        try (PreparedStatement statement = tx.prepareStatement(ADD_ROW)) {
            statement.setString(1, subject);
            statement.setInt(2, number);
            statement.setInt(3, row.version());
            statement.setString(4, stored.basis());
            statement.setObject(5, SqlTimes.of(row.from()));
            statement.setObject(6, SqlTimes.of(row.at()));
            statement.setString(7, row.by());
            statement.setString(8, row.why());
            statement.setArray(9, tx.createArrayOf("text", row.connections().toArray()));
            statement.setObject(10, row.rollbackOf(), Types.INTEGER);
            statement.setBoolean(11, row.backdate());
            statement.setString(12, stored.sha256());
            statement.setLong(13, generation);
            statement.executeUpdate();
        }
    }

    static void add(Connection tx, ValueMap map, String text, Instant at, String by, String why, long generation)
            throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(ADD_VALUE_MAP)) {
            statement.setString(1, map.name());
            statement.setInt(2, map.version());
            statement.setString(3, text);
            statement.setString(4, ValueMapText.sha256(map));
            statement.setObject(5, SqlTimes.of(at));
            statement.setString(6, by);
            statement.setString(7, why);
            statement.setLong(8, generation);
            statement.executeUpdate();
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String text(Connection tx, String sql, String name, int version) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setInt(2, version);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
