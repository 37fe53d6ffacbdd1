package io.tillbridge.trial;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.NearestWord;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code <name>.test.yaml} adds to the standard suite of a connector.
 *
 * @param timezone of the trial connection
 * @param settings that nothing else says
 * @param waivers checks that may fail
 * @param cases checks of its own
 */
record ConnectorTestFile(String timezone, Map<String, String> settings, List<Waiver> waivers, List<Case> cases) {

    static final String SUFFIX = ".test.yaml";

    private static final String ZONE_WITH_SUMMER_TIME = "America/New_York";

    /** A check that may fail at a flow, with the reason. */
    record Waiver(String flow, Check check, String why) {}

    /**
     * A document and what is to become of it.
     *
     * @param kind {@code event skipped dead_letter hold fetch led}
     * @param is event type, reason, code, hold key or fetch; empty when any will do
     */
    record Case(String name, String flow, String document, Map<String, String> headers, String kind, String is) {}

    /** The file's content; defaults when the connector has none. */
    static ConnectorTestFile read(HomeFiles home, String connector, Problems problems) {
        String file = "config/connectors/" + connector + "/" + connector + SUFFIX;
        YamlMap root = home.exists(file) ? YamlDocument.read(file, home.text(file), problems) : null;
        if (root == null) {
            return new ConnectorTestFile(ZONE_WITH_SUMMER_TIME, Map.of(), List.of(), List.of());
        }
        root.word("apiVersion", Map.of("tillbridge/v1", ""));
        root.word("kind", Map.of("ConnectorTest", ""));
        root.word("connector", Map.of(connector, ""));
        YamlMap connection = root.map("connection");
        ConnectorTestFile read = new ConnectorTestFile(
                connection.text("timezone", ZONE_WITH_SUMMER_TIME),
                texts(connection.map("settings")),
                waivers(root),
                cases(root));
        connection.refuseUnread();
        root.refuseUnread();
        return read;
    }

    private static List<Waiver> waivers(YamlMap root) {
        List<Waiver> waivers = new ArrayList<>();
        for (YamlMap row : root.list("waive").maps()) {
            Check check = check(row);
            if (check != null) {
                waivers.add(new Waiver(row.text("flow"), check, row.text("why")));
            }
            row.refuseUnread();
        }
        return waivers;
    }

    private static @Nullable Check check(YamlMap row) {
        String word = row.text("check");
        for (Check check : Check.values()) {
            if (check.word().equals(word)) {
                return check;
            }
        }
        List<String> words = Arrays.stream(Check.values()).map(Check::word).toList();
        String nearest = NearestWord.of(word, words);
        row.placeOf("check")
                .problem(
                        "wrong_word",
                        "'" + word + "'",
                        "one of " + words,
                        nearest == null ? "name a check of the suite" : "did you mean '" + nearest + "'?");
        return null;
    }

    private static List<Case> cases(YamlMap root) {
        List<Case> cases = new ArrayList<>();
        for (YamlMap row : root.list("cases").maps()) {
            YamlMap expect = row.map("expect");
            cases.add(new Case(
                    row.text("name"),
                    row.text("flow"),
                    row.text("document"),
                    texts(row.map("headers")),
                    expect.text("kind"),
                    expect.text("is", "")));
            expect.refuseUnread();
            row.refuseUnread();
        }
        return cases;
    }

    private static Map<String, String> texts(YamlMap map) {
        Map<String, String> texts = new TreeMap<>();
        map.keys().forEach(key -> texts.put(key, map.text(key)));
        return texts;
    }
}
