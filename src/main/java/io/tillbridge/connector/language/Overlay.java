package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Applies a connection's changes to its connector's tree, in order. */
final class Overlay {

    private Overlay() {}

    /**
     * The changed tree. What proves senders and recognises repeats ({@code verify}, {@code receipt}, {@code idempotency})
     * stays in every flow that is not removed as a whole.
     */
    static YamlMap apply(YamlMap root, List<OverlayRow> rows) {
        YamlMap changed = root;
        for (OverlayRow row : rows) {
            YamlMap before = changed;
            changed = row.apply(before);
            Map<String, String> after = fixed(changed);
            fixed(before).forEach((path, text) -> {
                String flow = path.substring(0, path.indexOf(' '));
                if (after.keySet().stream().anyMatch(key -> key.startsWith(flow + " "))
                        && !text.equals(after.get(path))) {
                    row.place()
                            .problem(
                                    "overlay_fixed",
                                    "another " + path.substring(path.indexOf(' ') + 1) + " for " + flow,
                                    "verify, receipt and idempotency as the connector has them",
                                    "change a node below or beside them");
                }
            });
        }
        return changed;
    }

    /** What must stay, by flow and word; every flow has an entry, so that a removed flow is told from a changed one. */
    private static Map<String, String> fixed(YamlMap root) {
        Map<String, String> fixed = new TreeMap<>();
        for (String side : List.of("inbound", "outbound")) {
            YamlMap flows = root.map(side);
            for (String name : flows.keys()) {
                YamlMap flow = flows.map(name);
                String at = side + "." + name + " ";
                fixed.put(at + "verify", text(flow.map("source"), "verify"));
                fixed.put(at + "receipt", text(flow, "receipt"));
                fixed.put(at + "idempotency", text(flow, "idempotency"));
            }
        }
        return fixed;
    }

    private static String text(YamlMap map, String key) {
        return new Fingerprint().add(map.node(key)).toString();
    }
}
