package io.tillbridge.connector.language;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A connector's file: its head, what it asks of connections, and the rest as a tree that overlays may change.
 *
 * @param file such as {@code config/connectors/shopify/shopify.connector.yaml}
 * @param spec settings and secrets by name
 * @param lets values chosen by a setting, in file order
 * @param root the whole file
 */
record ConnectorFile(
        String file, String name, String version, Map<String, Setting> spec, Map<String, Let> lets, YamlMap root) {

    /** Ending of every connector file. */
    public static final String SUFFIX = ".connector.yaml";

    private static final Set<String> KEYS = Set.of(
            "apiVersion",
            "kind",
            "name",
            "version",
            "spec",
            "lets",
            "clients",
            "check",
            "inbound",
            "fetches",
            "outbound");

    public ConnectorFile {
        spec = Map.copyOf(spec);
    }

    /** The file's head; null when the file is no YAML map (a problem). */
    static @Nullable ConnectorFile read(HomeFiles home, String file, Problems problems) {
        YamlMap root = YamlDocument.read(file, home.text(file), problems);
        if (root == null) {
            return null;
        }
        head(root, "Connector");
        OtherKeys.refuse(root, KEYS);
        String name = root.text("name");
        String stem = file.substring(file.lastIndexOf('/') + 1, file.length() - SUFFIX.length());
        named(root, "name", name, stem);
        if (!file.endsWith("/" + name + "/" + stem + SUFFIX)) {
            root.placeOf("name")
                    .problem(
                            "name_unlike_file",
                            "'" + name + "'",
                            "the folder's name",
                            "rename the folder or the connector");
        }
        String version = root.text("version");
        if (!version.isEmpty() && !version.matches("[0-9]+\\.[0-9]+\\.[0-9]+")) {
            root.placeOf("version").problem("wrong_type", "'" + version + "'", "a version", "write it like 1.0.0");
        }
        return new ConnectorFile(file, name, version, settings(root.map("spec")), Let.readAll(root.map("lets")), root);
    }

    /** Folder of the connector's files, with a slash at its end. */
    String folder() {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    Set<String> settingNames() {
        return names(false);
    }

    Set<String> secretNames() {
        return names(true);
    }

    Set<String> letNames() {
        return lets.keySet();
    }

    /** Checks {@code apiVersion} and {@code kind}. */
    static void head(YamlMap root, String kind) {
        expect(root, "apiVersion", "tillbridge/v1");
        expect(root, "kind", kind);
    }

    /** Checks that a document's own name is a legal one and that of its file. */
    static void named(YamlMap root, String key, String name, String stem) {
        if (!name.isEmpty() && !name.matches("[a-z0-9][a-z0-9_-]*")) {
            root.placeOf(key)
                    .problem(
                            "wrong_name",
                            "'" + name + "'",
                            "lower-case letters, digits, - and _",
                            "rename it; the name is part of URLs and keys");
        } else if (!name.isEmpty() && !name.equals(stem)) {
            root.placeOf(key)
                    .problem("name_unlike_file", "'" + name + "'", "'" + stem + "'", "rename the file or the document");
        }
    }

    private static void expect(YamlMap root, String key, String value) {
        String found = root.text(key);
        if (!found.isEmpty() && !found.equals(value)) {
            root.placeOf(key)
                    .problem("wrong_word", "'" + found + "'", "'" + value + "'", "write " + key + ": " + value);
        }
    }

    private static Map<String, Setting> settings(YamlMap spec) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (String name : spec.keys()) {
            YamlMap row = spec.optionalMap(name);
            if (row != null) {
                settings.put(name, Setting.read(name, row));
            }
        }
        return settings;
    }

    private Set<String> names(boolean secret) {
        Set<String> names = new TreeSet<>();
        spec.values().stream()
                .filter(setting -> setting.secret() == secret)
                .forEach(setting -> names.add(setting.name()));
        return names;
    }
}
