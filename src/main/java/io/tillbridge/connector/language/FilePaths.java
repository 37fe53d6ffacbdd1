package io.tillbridge.connector.language;

import io.tillbridge.connector.Template;
import java.util.Arrays;

/** What a path to files may be. */
final class FilePaths {

    private FilePaths() {}

    /** Whether a path leads above where it begins. */
    static boolean climbs(String path) {
        return Arrays.asList(path.split("[/\\\\]", -1)).contains("..");
    }

    /** Refuses a path that leads above where it begins. */
    static void check(Section section, String key, Template path) {
        if (climbs(path.toString())) {
            section.placeOf(key)
                    .problem("path_outside", "'" + path + "'", "a path without ..", "write the folder itself");
        }
    }
}
