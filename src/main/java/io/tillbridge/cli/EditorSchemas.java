package io.tillbridge.cli;

import io.tillbridge.platform.HomeFiles;
import java.util.Map;
import java.util.TreeMap;

/** The JSON Schemas by which editors check connector and mapping files; the files name them by relative path. */
final class EditorSchemas {

    private static final String FOLDER = "config/schemas";

    private EditorSchemas() {}

    /** What is lacking in a home: those of the jar by name when it has none, else nothing. */
    static Map<String, String> lackingIn(HomeFiles home) {
        Map<String, String> lacking = new TreeMap<>();
        if (home.list(FOLDER, "").isEmpty()) {
            HomeFiles jar = HomeFiles.at(null);
            jar.list(FOLDER, ".schema.json").forEach(name -> lacking.put(name, jar.text(name)));
        }
        return lacking;
    }
}
