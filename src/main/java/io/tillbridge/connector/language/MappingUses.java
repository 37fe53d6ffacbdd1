package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.MappingUse;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds where a connector's tree names mappings, and with what they are used there. */
final class MappingUses {

    private final Reading reading;
    private final List<MappingUse> uses = new ArrayList<>();

    private MappingUses(Reading reading) {
        this.reading = reading;
    }

    static List<MappingUse> of(YamlMap root, Contents contents, Reading reading) {
        MappingUses found = new MappingUses(reading);
        contents.inbound()
                .forEach((name, flow) -> found.dispatch(
                        root.map("inbound").map(name),
                        flow.dispatch(),
                        flow.resolve().keySet()));
        contents.fetches()
                .forEach((name, fetch) -> found.dispatch(
                        root.map("fetches").map(name),
                        fetch.dispatch(),
                        fetch.resolve().keySet()));
        contents.outbound()
                .forEach((name, flow) -> flow.accepts()
                        .forEach(event -> found.add(
                                root.map("outbound").map(name).placeOf("mapping"),
                                flow.mapping(),
                                event,
                                flow.collapse() == null ? 1 : flow.collapse().max(),
                                flow.resolve().keySet())));
        return List.copyOf(found.uses);
    }

    private void dispatch(YamlMap flow, List<DispatchRule> rules, Set<String> references) {
        List<YamlMap> rows = flow.has("dispatch") ? flow.list("dispatch").maps() : List.of();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).outcome() instanceof DispatchRule.Emit emit) {
                YamlMap row = i < rows.size() && rows.get(i).has("mapping") ? rows.get(i) : flow;
                add(row.placeOf("mapping"), emit.mapping(), emit.event(), 1, references);
            }
        }
    }

    private void add(YamlNode.Place place, String subject, EventType event, int atOnce, Set<String> references) {
        uses.add(new MappingUse(
                reading.connection().get("id"),
                subject,
                event,
                atOnce,
                reading.connector().settingNames(),
                references,
                place));
    }
}
