package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Mappings as they translated then: a version with the value maps of the set that a message is stamped with, read from
 * PostgreSQL, which keeps every version of them. Thread-safe.
 */
public final class StampedMappings {

    /** A node keeps this many compiled ones: each is a version with the rows of its value maps. */
    private static final int KEPT = 32;

    private final DataSource database;
    private final Supplier<Now> now;
    private final Map<Key, Mapping> compiled = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Mapping> eldest) {
            return size() > KEPT;
        }
    };

    /** @param now what runs at a moment */
    public StampedMappings(DataSource database, Supplier<Now> now) {
        this.database = database;
        this.now = now;
    }

    /** Of a node that runs these mappings. */
    public static StampedMappings of(RunningMappings mappings, DataSource database) {
        return new StampedMappings(database, () -> {
            MappingSet running = mappings.running();
            return new Now(running.catalog(), running.generation(), running.files());
        });
    }

    /**
     * What runs at one moment.
     *
     * @param set generation of the active set
     * @param files that the mappings were compiled from
     */
    public record Now(Mappings mappings, long set, HomeFiles files) {}

    /** What is known of a stamp: one of the two. */
    public sealed interface Found {

        /** As it translated then. */
        record Known(Mapping mapping) implements Found {}

        /**
         * It cannot be told, and what today's value maps would tell is something else.
         *
         * @param code {@code mapping_version_missing} or {@code mapping_set_unknown}
         */
        record Unknown(String code, String detail) implements Found {}
    }

    /** A version and the versions of all value maps that it asks: all that its translations depend on. */
    private record Key(String sha256, Map<String, Integer> valueMaps) {
        Key {
            valueMaps = Map.copyOf(valueMaps);
        }
    }

    /**
     * As {@link #at(Connection, MappingVersion, String, long)}, on a connection of its own.
     *
     * @throws org.springframework.dao.DataAccessException the database is away
     */
    public Found at(MappingVersion version, String sha256, long set) {
        try (Connection connection = database.getConnection()) {
            return at(connection, version, sha256, set);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the value maps of set " + set + " cannot be read", e);
        }
    }

    /**
     * A version as it translated under a set.
     *
     * @param sha256 of its file, as stamped
     * @param set generation of the active set, as stamped; 0 when it was not kept
     * @throws SQLException of the database
     */
    public Found at(Connection connection, MappingVersion version, String sha256, long set) throws SQLException {
        Now running = now.get();
        Mapping mapping = running.mappings().version(version.mapping(), version.version());
        if (mapping == null || !mapping.sha256().equals(sha256)) {
            return new Found.Unknown(
                    "mapping_version_missing",
                    "mapping " + version.mapping() + " V" + version.version() + " with hash " + sha256
                            + " translated it and is not on this node; restore the file");
        }
        if (set == running.set() || mapping.valueMaps().isEmpty() || !(mapping instanceof CompiledMapping known)) {
            return new Found.Known(mapping);
        }
        Set<String> names = new TreeSet<>(known.valueMaps());
        Map<Key, Mapping> candidates = candidates(sha256);
        candidates.keySet().forEach(key -> names.addAll(key.valueMaps().keySet()));
        Map<String, Integer> then = ValueMapHistory.versions(connection, names, set);
        if (only(ValueMapHistory.versions(connection, names, running.set()), mapping.valueMaps())
                        .equals(only(then, mapping.valueMaps()))
                && then.keySet().containsAll(mapping.valueMaps())) {
            return new Found.Known(mapping);
        }
        for (Map.Entry<Key, Mapping> one : candidates.entrySet()) {
            if (then.entrySet().containsAll(one.getKey().valueMaps().entrySet())) {
                keep(one.getKey(), one.getValue());
                return new Found.Known(one.getValue());
            }
        }
        return compile(connection, known, running.files(), set);
    }

    private Found compile(Connection connection, CompiledMapping like, HomeFiles files, long set) throws SQLException {
        ValueMapHistory.Maps maps = ValueMapHistory.maps(connection, like.valueMaps(), set);
        CompiledMapping mapping = maps.missing() != null ? null : maps.compile(like, files);
        if (mapping == null) {
            return new Found.Unknown(
                    "mapping_set_unknown",
                    "mapping " + like.subject() + " V" + like.version() + " translated it by the value maps of set "
                            + set
                            + ", of which "
                            + (maps.missing() == null
                                    ? "some do not fit to it any more"
                                    : maps.missing() + " is not on record")
                            + "; what it was read as then cannot be told, only what was posted");
        }
        Map<String, Integer> versions = new TreeMap<>();
        mapping.valueMaps().forEach(name -> versions.put(name, maps.version(name)));
        keep(new Key(like.sha256(), versions), mapping);
        return new Found.Known(mapping);
    }

    /** As the one that was asked for last. */
    private void keep(Key key, Mapping mapping) {
        synchronized (compiled) {
            compiled.remove(key);
            compiled.put(key, mapping);
        }
    }

    private Map<Key, Mapping> candidates(String sha256) {
        Map<Key, Mapping> found = new LinkedHashMap<>();
        synchronized (compiled) {
            compiled.forEach((key, mapping) -> {
                if (key.sha256().equals(sha256)) {
                    found.put(key, mapping);
                }
            });
        }
        return found;
    }

    private static Map<String, @Nullable Integer> only(Map<String, Integer> versions, Collection<String> names) {
        Map<String, @Nullable Integer> only = new TreeMap<>();
        names.forEach(name -> only.put(name, versions.get(name)));
        return only;
    }
}
