package io.tillbridge.connector.language;

import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads which flows of a connection run dry: {@code dryRun: [orders, availability]}. */
final class DryRun {

    private DryRun() {}

    /**
     * Names of the flows, and {@code fetch:<name>} of what they fetch: a thin event that runs dry must not be posted by what
     * it names.
     */
    static Set<String> read(YamlMap connection, Contents contents) {
        Set<String> known = new TreeSet<>(contents.inbound().keySet());
        known.addAll(contents.outbound().keySet());
        Set<String> dry = new TreeSet<>();
        for (YamlText name : connection.list("dryRun").texts()) {
            if (known.contains(name.value())) {
                dry.add(name.value());
            } else {
                name.problem(
                        "undefined",
                        "flow '" + name.value() + "'",
                        "one of " + known,
                        Words.fix(name.value(), known, "name a flow of the connector"));
            }
        }
        Set<String> all = new TreeSet<>(dry);
        contents.inbound().values().stream()
                .filter(flow -> dry.contains(flow.name()))
                .forEach(flow -> fetched(flow.dispatch(), contents, all));
        refuseShared(connection, contents, dry, all);
        return all;
    }

    private static void fetched(List<DispatchRule> dispatch, Contents contents, Set<String> dry) {
        for (DispatchRule rule : dispatch) {
            if (rule.outcome() instanceof DispatchRule.Fetch fetch && dry.add("fetch:" + fetch.fetch())) {
                FetchPlan further = contents.fetches().get(fetch.fetch());
                if (further != null) {
                    fetched(further.dispatch(), contents, dry);
                }
            }
        }
    }

    /** A fetched document does not say which flow asked for it. */
    private static void refuseShared(YamlMap connection, Contents contents, Set<String> dry, Set<String> all) {
        for (InboundFlow flow : contents.inbound().values()) {
            Set<String> reached = new TreeSet<>();
            fetched(flow.dispatch(), contents, reached);
            reached.retainAll(all);
            if (!dry.contains(flow.name()) && !reached.isEmpty()) {
                connection
                        .placeOf("dryRun")
                        .problem(
                                "dry_run_shared",
                                "'" + flow.name() + "', which is not dry and leads to " + reached,
                                "flows that share a fetch to be dry together",
                                "add '" + flow.name() + "'");
            }
        }
    }
}
