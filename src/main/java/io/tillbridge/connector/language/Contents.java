package io.tillbridge.connector.language;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionCheck;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a connector's tree says, read for one connection or alone. */
record Contents(
        Map<String, ClientPlan> clients,
        List<ConnectionCheck> checks,
        Map<String, FetchPlan> fetches,
        Map<String, InboundFlow> inbound,
        Map<String, OutboundFlow> outbound) {

    static Contents read(YamlMap root, Reading reading) {
        Section section = new Section(root, reading);
        Map<String, ClientPlan> clients = new LinkedHashMap<>();
        section.named("clients").forEach((name, client) -> clients.put(name, ClientReader.read(name, client)));
        InboundReader.Names names = names(root);
        List<ConnectionCheck> checks = checks(section, names);
        Map<String, FetchPlan> fetches = new LinkedHashMap<>();
        section.named("fetches").forEach((name, fetch) -> fetches.put(name, FetchReader.read(name, fetch, names)));
        Map<String, InboundFlow> inbound = new LinkedHashMap<>();
        section.named("inbound").forEach((name, flow) -> {
            flowName(flow, name);
            inbound.put(name, InboundReader.read(name, flow, names));
        });
        Map<String, OutboundFlow> outbound = new LinkedHashMap<>();
        String connection =
                reading.connection().getOrDefault("id", reading.connector().name());
        section.named("outbound").forEach((name, flow) -> {
            flowName(flow, name);
            outbound.put(name, OutboundReader.read(name, flow, connection, names));
        });
        Contents contents = new Contents(clients, checks, fetches, inbound, outbound);
        contents.checkArguments(root.map("inbound"), root.map("fetches"));
        return contents;
    }

    /** Subjects of all mappings that flows and fetches name. */
    Set<String> mappings() {
        Set<String> subjects = new TreeSet<>();
        Stream.concat(
                        inbound.values().stream().map(InboundFlow::dispatch),
                        fetches.values().stream().map(FetchPlan::dispatch))
                .flatMap(List::stream)
                .forEach(rule -> {
                    if (rule.outcome() instanceof DispatchRule.Emit emit) {
                        subjects.add(emit.mapping());
                    }
                });
        outbound.values().forEach(flow -> subjects.add(flow.mapping()));
        return subjects;
    }

    private static InboundReader.Names names(YamlMap root) {
        YamlMap clients = root.map("clients");
        Set<String> graphql = new TreeSet<>();
        Map<String, String> kinds = new TreeMap<>();
        for (String client : clients.keys()) {
            YamlText kind = clients.map(client).scalar("kind");
            if (kind != null) {
                kinds.put(client, kind.value());
            }
            if (clients.map(client).has("graphqlPath")) {
                graphql.add(client);
            }
        }
        YamlMap inbound = root.map("inbound");
        Set<String> polls = new TreeSet<>();
        for (String flow : inbound.keys()) {
            YamlText kind = inbound.map(flow).map("source").scalar("kind");
            if (kind != null && kind.value().equals("poll-http")) {
                polls.add(flow);
            }
        }
        return new InboundReader.Names(
                new LinkedHashSet<>(clients.keys()),
                kinds,
                graphql,
                new LinkedHashSet<>(inbound.keys()),
                new DispatchReader.Targets(
                        new LinkedHashSet<>(root.map("fetches").keys()), polls));
    }

    private static void flowName(Section flow, String name) {
        if (!name.matches("[a-z][a-z0-9_]*")) {
            flow.place()
                    .problem(
                            "wrong_name",
                            "'" + name + "'",
                            "lower-case letters, digits and _",
                            "rename the flow; its name is part of URLs and keys");
        }
    }

    private static List<ConnectionCheck> checks(Section section, InboundReader.Names names) {
        List<ConnectionCheck> checks = new ArrayList<>();
        for (Section check : section.rows("check")) {
            String client = ClientReader.name(check, names.clients());
            ConnectionCheck.Codes codes = codes(check);
            checks.add(new ConnectionCheck(
                    check.text("name", "the check's name"),
                    client,
                    codes,
                    RequestReader.required(
                            check,
                            "request",
                            codes == null ? Roots.NONE : Roots.VALUE,
                            names.graphqlClients().contains(client) || client.isEmpty()),
                    ConditionReader.required(check, "expect")));
            check.close();
        }
        return checks;
    }

    private static ConnectionCheck.@Nullable Codes codes(Section check) {
        if (!check.has("valuemap") && !check.has("each")) {
            return null;
        }
        return new ConnectionCheck.Codes(
                check.text("valuemap", "the value map whose codes are asked for"),
                check.text("each", "a key column of the value map, or target"));
    }

    /** Every dispatch row that fetches gives exactly the arguments that the fetch uses. */
    private void checkArguments(YamlMap inboundRoot, YamlMap fetchesRoot) {
        inbound.forEach((name, flow) -> checkArguments(inboundRoot.map(name), flow.dispatch()));
        fetches.forEach((name, fetch) -> checkArguments(fetchesRoot.map(name), fetch.dispatch()));
    }

    private void checkArguments(YamlMap flow, List<DispatchRule> rules) {
        for (DispatchRule rule : rules) {
            FetchPlan target = rule.outcome() instanceof DispatchRule.Fetch fetch ? fetches.get(fetch.fetch()) : null;
            if (target == null || !(rule.outcome() instanceof DispatchRule.Fetch fetch)) {
                continue;
            }
            Set<String> used = Arguments.used(target.request());
            if (!used.equals(fetch.args().keySet())) {
                flow.placeOf("dispatch")
                        .problem(
                                "wrong_arguments",
                                "fetch " + fetch.fetch() + " with "
                                        + new TreeSet<>(fetch.args().keySet()),
                                "arguments " + used,
                                "give exactly the arguments that the fetch uses");
            }
        }
    }
}
