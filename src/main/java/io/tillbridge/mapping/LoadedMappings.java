package io.tillbridge.mapping;

/**
 * The mappings of a home as its files say them, not yet compared with those that PostgreSQL holds as released.
 *
 * @param catalog of files without a problem
 */
public record LoadedMappings(MappingCatalog catalog) {}
