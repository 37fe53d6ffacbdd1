package io.tillbridge.authoring.draft;

import java.util.Locale;

/** Names as APIs write them and as YAML and paths need them. */
public final class Names {

    private Names() {}

    /** Small letters and digits alone: {@code Order-No} and {@code orderNo} are one name. */
    public static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** A name for a setting or a flow: letters, digits and underscores, beginning with a small letter. */
    public static String setting(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                String head = word.substring(0, 1);
                text.append(text.isEmpty() ? head.toLowerCase(Locale.ROOT) : head.toUpperCase(Locale.ROOT))
                        .append(word.substring(1));
            }
        }
        return text.isEmpty() || !Character.isLetter(text.charAt(0)) ? "x" + text : text.toString();
    }

    /** A step of a mapping's path. */
    static String step(String member) {
        return member.matches("[\\p{L}\\p{Nd}_@#-]+") ? member : "'" + member + "'";
    }

    /** A YAML scalar that stands in a flow map. */
    public static String scalar(String text) {
        return text.matches("[A-Za-z/$][A-Za-z0-9_./$()-]*")
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ") + '"';
    }

    /** A reference token of a JSON Pointer. */
    public static String token(String member) {
        return member.replace("~", "~0").replace("/", "~1");
    }
}
