package io.tillbridge.mapping;

import io.tillbridge.platform.Problems;

/** What files of a catalog must be to each other. */
final class CatalogRules {

    private CatalogRules() {}

    /** Records value maps that fall back to one that is not there. */
    static void fallbacks(MappingCatalog catalog, Problems problems) {
        for (ValueMap map : catalog.valueMaps()) {
            if (map.unmapped() instanceof ValueMap.Unmapped.Fallback fallback
                    && catalog.valueMap(fallback.map()) == null) {
                problems.add(
                        catalog.valueMapFile(map.name()),
                        "unknown_value_map",
                        "fallback '" + fallback.map() + "'",
                        "one of "
                                + catalog.valueMaps().stream()
                                        .map(ValueMap::name)
                                        .toList(),
                        "add the map");
            }
        }
    }

    /**
     * Records activation rows of versions that are not there or not released.
     *
     * @param whole false when a version may be missing because its file is broken, which is a problem of its own
     */
    static void released(MappingCatalog catalog, ActivationFile file, boolean whole) {
        for (int i = 0; i < file.rows().size(); i++) {
            int number = file.rows().get(i).version();
            Mapping mapping = catalog.version(file.subject(), number);
            String name = MappingLock.name(file.subject(), number);
            if (mapping == null && whole) {
                file.places().get(i).problem("unknown_version", name, "a version that has a file", "correct the row");
            } else if (mapping != null && catalog.lock().version(file.subject(), number) == null) {
                file.places()
                        .get(i)
                        .problem(
                                "not_released",
                                name + " is not in " + MappingLock.FILE,
                                mapping.sha256() + "  " + name,
                                "run: tillbridge mapping release " + file.subject() + " " + number);
            }
        }
    }
}
