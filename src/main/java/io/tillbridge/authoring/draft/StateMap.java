package io.tillbridge.authoring.draft;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A first value map of an order's states, by what their codes say in English. */
public final class StateMap {

    private final String system;
    private final Set<String> codes = new LinkedHashSet<>();

    StateMap(String system, String seen, List<String> described) {
        this.system = system;
        codes.add(seen.strip().toLowerCase(Locale.ROOT));
        described.forEach(code -> codes.add(code.strip().toLowerCase(Locale.ROOT)));
    }

    String name() {
        return system + "_order_state";
    }

    /** Its file. */
    public String file() {
        return "mappings/valuemaps/" + name() + ".valuemap.yaml";
    }

    /** The file's text. */
    public String text() {
        StringBuilder text =
                new StringBuilder("# yaml-language-server: $schema=../../config/schemas/valuemap.schema.json\n");
        text.append("apiVersion: tillbridge/v1\nkind: ValueMap\nname: ").append(name());
        text.append("\nversion: 1\nkey: {columns: [source], normalize: [trim, lower]}\nbijective: false\n");
        text.append("unmapped: {do: hold} # an order in a state that has no row waits for one\nrows:\n");
        codes.forEach(code -> text.append("  - {source: ")
                .append(Names.scalar(code))
                .append(", target: ")
                .append(target(code))
                .append("}\n"));
        return text.toString();
    }

    private static String target(String code) {
        if (code.matches(".*(cancel|void|refus|reject|declin|fail|expired).*")) {
            return "cancelled";
        }
        return code.matches("(?!.*(partial|un|not|in)).*(complet|fulfilled|shipped|delivered|closed|done|finished).*")
                ? "completed"
                : "open";
    }
}
