package io.tillbridge.mapping;

import io.tillbridge.platform.YamlMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code mappings/<system>/<subject>/V003__what.mapping.yaml}: the file's place says the same as the file. */
final class FileName {

    private static final Pattern VERSION = Pattern.compile("V(\\d{1,9})__");

    private FileName() {}

    /** Records a file whose name says another subject or version than its text. */
    static void check(YamlMap root, String file, String subject, int version) {
        String[] parts = file.split("/", -1);
        String name = parts[parts.length - 1];
        String folder = folderSubject(file);
        if (!subject.equals(folder)) {
            root.placeOf("subject")
                    .problem(
                            "wrong_file_name",
                            "'" + subject + "'",
                            "'" + folder + "', by its folder",
                            "move or rename");
        }
        String expected = "V%03d__".formatted(version);
        if (!name.startsWith(expected)) {
            root.placeOf("version")
                    .problem("wrong_file_name", name, "a name that starts with " + expected, "rename the file");
        }
    }

    /** 3 for a file {@code V003__what.mapping.yaml}; 0 when it is named otherwise. */
    static int version(String file) {
        Matcher name = VERSION.matcher(file.substring(file.lastIndexOf('/') + 1));
        return name.lookingAt() ? Integer.parseInt(name.group(1)) : 0;
    }

    /** {@code shopify.order} for a file in {@code mappings/shopify/order/}; empty when it lies elsewhere. */
    static String folderSubject(String file) {
        String[] parts = file.split("/", -1);
        return parts.length == 4 ? parts[1] + "." + parts[2] : "";
    }
}
