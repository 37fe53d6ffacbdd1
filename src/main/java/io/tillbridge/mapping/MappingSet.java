package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import java.util.List;

/**
 * What a node translates by: its own files under what PostgreSQL has more.
 *
 * @param own files
 * @param files both
 * @param catalog of both
 * @param generation of the active set that the catalog has; 0 when it was not compared with one
 * @param behind in words: what PostgreSQL has and the files have not
 */
public record MappingSet(
        LoadedMappings own, HomeFiles files, MappingCatalog catalog, long generation, List<String> behind) {

    public MappingSet {
        behind = List.copyOf(behind);
    }
}
