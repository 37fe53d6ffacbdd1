package io.tillbridge.posting;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.stock.Capacity;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What {@code config/sourcing.yaml} says of capacity. Its problems are told by who reads all of it. */
final class CapacityRules {

    private static final String FILE = "config/sourcing.yaml";

    private CapacityRules() {}

    static Capacity read(HomeFiles home, FulfilmentRules fulfilment) {
        YamlMap document = home.exists(FILE) ? YamlDocument.read(FILE, home.text(FILE), new Problems()) : null;
        if (document == null) {
            return Capacity.NONE;
        }
        Map<String, Integer> requests = new HashMap<>();
        for (YamlMap row : document.list("locations").maps()) {
            if (row.has("capacity")) {
                requests.put(row.text("id"), row.integer("capacity"));
            }
        }
        return new Capacity(
                requests,
                fulfilment.unheld(),
                Set.copyOf(document.list("connections").strings()));
    }
}
