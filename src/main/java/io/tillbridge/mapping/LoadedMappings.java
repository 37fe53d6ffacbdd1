package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;

/**
 * The mappings of a home as its files say them, not yet compared with the active set that PostgreSQL holds.
 *
 * @param files that do not change any more
 * @param catalog of them, without a problem
 */
public record LoadedMappings(HomeFiles files, MappingCatalog catalog) {

    /**
     * Loads these files as they are now.
     *
     * @throws InvalidFilesException with every problem of every file
     */
    public static LoadedMappings of(HomeFiles files) {
        HomeFiles still = files.frozen();
        return new LoadedMappings(still, MappingCatalog.load(still));
    }
}
