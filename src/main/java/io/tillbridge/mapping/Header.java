package io.tillbridge.mapping;

import io.tillbridge.platform.YamlMap;

/** The lines every file of the language begins with. */
final class Header {

    private Header() {}

    /** Checks {@code kind}, and {@code apiVersion} when it is given. */
    static void check(YamlMap root, String kind) {
        String found = root.text("kind");
        if (!found.equals(kind)) {
            root.placeOf("kind").problem("wrong_word", "'" + found + "'", kind, "write kind: " + kind);
        }
        String version = root.text("apiVersion", "tillbridge/v1");
        if (!version.equals("tillbridge/v1")) {
            root.placeOf("apiVersion").problem("wrong_word", "'" + version + "'", "tillbridge/v1", "correct it");
        }
    }
}
