package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlMap;
import java.util.Set;
import java.util.TreeSet;

/** Refuses keys that nobody asked for: a misspelt key is never silently without effect. */
final class OtherKeys {

    private OtherKeys() {}

    /** Records every key of a map that is not among the known ones. */
    static void refuse(YamlMap map, Set<String> known) {
        String expected = "one of " + new TreeSet<>(known);
        for (String key : map.keys()) {
            if (known.contains(key)) {
                continue;
            }
            map.placeOf(key)
                    .problem(
                            "unknown_key",
                            "'" + key + "'",
                            expected,
                            Words.fix(key, known, "remove or rename the key"));
        }
    }
}
