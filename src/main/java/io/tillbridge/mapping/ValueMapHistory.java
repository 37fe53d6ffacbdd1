package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Value maps as they were under an earlier generation of the active set. */
final class ValueMapHistory {

    private static final String VERSIONS = """
            select name, max(version) from value_map_version where name = any (?) and generation <= ? group by name
            """;

    private static final String TEXT = """
            select text from value_map_version where name = ? and generation <= ? order by version desc limit 1
            """;

    private ValueMapHistory() {}

    /**
     * Value maps that one version of a mapping may ask.
     *
     * @param missing one that is not on record as it was, or cannot be read any more; null when all are
     */
    record Maps(Map<String, ValueMap> byName, @Nullable String missing) {

        int version(String name) {
            ValueMap map = byName.get(name);
            return map == null ? 0 : map.version();
        }

        /** The version over these; null when they do not fit to it. */
        @Nullable
        CompiledMapping compile(CompiledMapping like, HomeFiles files) {
            return new MappingReader(byName, name -> MappingCatalog.schema(files, name), new Problems())
                    .read(like.file(), files.bytes(like.file()));
        }
    }

    /** Versions of value maps that were the newest at a generation; a map that was not there is left out. */
    static Map<String, Integer> versions(Connection connection, Collection<String> names, long generation)
            throws SQLException {
        Map<String, Integer> versions = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(VERSIONS)) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            statement.setLong(2, generation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    versions.put(rows.getString(1), rows.getInt(2));
                }
            }
        }
        return versions;
    }

    /** These value maps at a generation, and those that they fell back to then. */
    static Maps maps(Connection connection, Collection<String> names, long generation) throws SQLException {
        Map<String, ValueMap> maps = new TreeMap<>();
        Queue<String> wanted = new ArrayDeque<>(names);
        while (!wanted.isEmpty()) {
            String name = wanted.remove();
            if (maps.containsKey(name)) {
                continue;
            }
            ValueMap map = map(connection, name, generation);
            if (map == null) {
                return new Maps(maps, "value map " + name);
            }
            maps.put(name, map);
            if (map.unmapped() instanceof ValueMap.Unmapped.Fallback fallback) {
                wanted.add(fallback.map());
            }
        }
        return new Maps(maps, null);
    }

    private static @Nullable ValueMap map(Connection connection, String name, long generation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TEXT)) {
            statement.setString(1, name);
            statement.setLong(2, generation);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? map(name, rows.getString(1)) : null;
            }
        }
    }

    private static @Nullable ValueMap map(String name, String text) {
        Problems problems = new Problems();
        ValueMap map = ValueMapReader.read(ValueMapReader.file(name), text.getBytes(StandardCharsets.UTF_8), problems);
        return problems.isEmpty() ? map : null;
    }
}
