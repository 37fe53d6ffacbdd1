package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value that a setting chooses, such as the host of a sandbox.
 *
 * @param choose text with placeholders whose value names the case
 * @param cases text with placeholders by the value of {@code choose}
 */
record Let(YamlText choose, Map<String, YamlText> cases, YamlNode.Place place) {

    private static final Set<String> KEYS = Set.of("choose", "cases");

    static Map<String, Let> readAll(YamlMap lets) {
        Map<String, Let> found = new LinkedHashMap<>();
        for (String name : lets.keys()) {
            YamlMap map = lets.optionalMap(name);
            if (map == null) {
                continue;
            }
            OtherKeys.refuse(map, KEYS);
            Map<String, YamlText> cases = new LinkedHashMap<>();
            YamlMap rows = map.map("cases");
            for (String word : rows.keys()) {
                YamlText value = rows.scalar(word);
                if (value != null) {
                    cases.put(word, value);
                }
            }
            YamlText choose = map.scalar("choose");
            if (choose == null || cases.isEmpty()) {
                map.missing(choose == null ? "choose" : "cases", "choose: $(settings.NAME), cases: {WORD: TEXT}");
            } else {
                found.put(name, new Let(choose, cases, map.place()));
            }
        }
        return found;
    }

    /** The chosen text; null when the choice is not known yet or has no case (a problem). */
    @Nullable
    String value(Reading reading) {
        String word = Placeholders.constant(choose, reading);
        if (word == null || word.isEmpty()) {
            cases.values().forEach(each -> Placeholders.constant(each, reading));
            return null;
        }
        YamlText chosen = cases.get(word);
        if (chosen == null) {
            choose.problem(
                    "undefined",
                    "the choice '" + word + "'",
                    "one of " + new TreeSet<>(cases.keySet()),
                    Words.fix(word, cases.keySet(), "add a case"));
            return null;
        }
        return Placeholders.constant(chosen, reading);
    }
}
