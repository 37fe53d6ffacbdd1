package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks what files of other packages name of systems, which only who knows the running connections can: a misspelt name would
 * be a rule that never applies. What those packages read is read by them.
 */
final class NamedSystems {

    static final String BOOKS = "config/books.yaml";
    static final String FULFILMENT = "config/fulfilment.yaml";

    private NamedSystems() {}

    /**
     * Adds a problem for each name that is none.
     *
     * @param connections there are
     * @param channels there are, connections included
     */
    static void check(HomeFiles home, Set<String> connections, Set<String> channels, Problems problems) {
        YamlMap books = document(home, BOOKS, problems);
        if (books != null) {
            for (YamlMap ledger : books.list("ledgers").maps()) {
                for (YamlText name : ledger.list("payments").texts()) {
                    known(name.value(), name.place(), "a connection", connections);
                }
            }
        }
        YamlMap fulfilment = document(home, FULFILMENT, problems);
        YamlMap promises = fulfilment == null ? null : fulfilment.optionalMap("promises");
        if (promises != null && promises.has("penalties")) {
            YamlMap penalties = promises.map("penalties");
            for (String name : penalties.keys()) {
                known(name, penalties.placeOf(name), "a channel or connection", channels);
            }
        }
    }

    private static @Nullable YamlMap document(HomeFiles home, String file, Problems problems) {
        return home.exists(file) ? YamlDocument.read(file, home.text(file), problems) : null;
    }

    private static void known(String name, YamlNode.Place place, String what, Set<String> known) {
        if (!known.contains(name)) {
            place.problem("unknown_name", "'" + name + "'", what + ": " + new TreeSet<>(known), "correct or remove it");
        }
    }
}
