package io.tillbridge.mapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The active set as PostgreSQL has it.
 *
 * @param generation grows by one with every change
 * @param versions SHA-256 of each released version's file, by {@code <subject> V<n>}
 * @param textless those of them that were imported before texts were kept
 * @param activations rows of each subject in their order
 * @param valueMaps versions of each value map
 */
record StoredSet(
        long generation,
        Map<String, String> versions,
        Set<String> textless,
        Map<String, List<Row>> activations,
        Map<String, SortedMap<Integer, MapVersion>> valueMaps) {

    /** Who changed a value map when a file brought the change. */
    static final String FILES = "files";

    /**
     * One activation row.
     *
     * @param sha256 over its values, as in the lock
     */
    record Row(Activation row, String basis, String sha256) {}

    /** One version of a value map; {@code sha256} is over what it says. */
    record MapVersion(String sha256, String by) {}

    List<Row> rows(String subject) {
        return activations.getOrDefault(subject, List.of());
    }

    /** The greatest version of a value map; 0 when there is none. */
    int newest(String valueMap) {
        SortedMap<Integer, MapVersion> known = valueMaps.get(valueMap);
        return known == null ? 0 : known.lastKey();
    }

    /** One version of a value map; null when there is none. */
    @Nullable
    MapVersion valueMap(String name, int version) {
        SortedMap<Integer, MapVersion> known = valueMaps.get(name);
        return known == null ? null : known.get(version);
    }
}
