package io.tillbridge.mapping;

import io.tillbridge.platform.Sha256;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value map as a file says it. */
final class ValueMapText {

    private ValueMapText() {}

    /** The whole file: rows one a line, every text in double quotes. */
    static String of(ValueMap map) {
        StringBuilder text = new StringBuilder("apiVersion: tillbridge/v1\nkind: ValueMap\nname: ")
                .append(map.name())
                .append("\nversion: ")
                .append(map.version())
                .append("\nkey: {columns: ")
                .append(map.columns().stream().map(YamlQuote::of).toList())
                .append(", normalize: ")
                .append(words(map.normalize()))
                .append("}\nbijective: ")
                .append(map.bijective())
                .append("\nunmapped: ")
                .append(unmapped(map.unmapped()))
                .append(map.rows().isEmpty() ? "\nrows: []\n" : "\nrows:\n");
        map.rows().forEach(row -> text.append("  - ").append(row(map, row)).append('\n'));
        return text.toString();
    }

    /** SHA-256 over what the map says, its number left out: layout and comments do not count. */
    static String sha256(ValueMap map) {
        return Sha256.hex(of(map).replaceFirst("\nversion: [0-9]+\n", "\n"));
    }

    /** One row, behind the {@code - }. */
    static String row(ValueMap map, ValueMap.Row row) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < map.columns().size(); i++) {
            text.append(YamlQuote.of(map.columns().get(i)))
                    .append(": ")
                    .append(YamlQuote.of(row.keys().get(i)))
                    .append(", ");
        }
        text.append("target: ").append(YamlQuote.of(row.target()));
        day(text, "from", row.from());
        day(text, "to", row.to());
        return text.append('}').toString();
    }

    private static void day(StringBuilder text, String key, @Nullable Object day) {
        if (day != null) {
            text.append(", ").append(key).append(": ").append(day);
        }
    }

    private static String words(List<ValueMap.Normal> steps) {
        return steps.stream()
                .map(step -> step.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String unmapped(ValueMap.Unmapped unmapped) {
        if (unmapped instanceof ValueMap.Unmapped.Fixed fixed) {
            return "{do: fixed, value: " + YamlQuote.of(fixed.value()) + "}";
        }
        if (unmapped instanceof ValueMap.Unmapped.Fallback fallback) {
            return "{do: fallback, map: " + YamlQuote.of(fallback.map()) + "}";
        }
        return unmapped instanceof ValueMap.Unmapped.DeadLetter
                ? "{do: dead_letter}"
                : unmapped instanceof ValueMap.Unmapped.Keep ? "{do: keep}" : "{do: hold}";
    }
}
