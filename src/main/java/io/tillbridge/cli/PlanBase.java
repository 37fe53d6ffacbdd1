package io.tillbridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectorCatalog;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What runs now and is to be changed.
 *
 * @param connections by id
 * @param activations of each mapping, as {@link #row} says them
 */
record PlanBase(Map<String, Running> connections, Map<String, Set<String>> activations) {

    /**
     * One connection.
     *
     * @param sha256 of its plan
     * @param flows names, inbound and outbound
     * @param dry those that are only shown
     * @param cursors what the stored place of each poll means
     */
    record Running(String sha256, Set<String> flows, Set<String> dry, Map<String, String> cursors) {

        static Running of(ConnectionPlan plan) {
            Set<String> flows = new TreeSet<>(plan.inbound().keySet());
            flows.addAll(plan.outbound().keySet());
            return new Running(plan.sha256(), flows, shown(flows, plan.dryRun()), plan.cursors());
        }

        /** What a flow fetches is shown with it and has no name of its own. */
        private static Set<String> shown(Set<String> flows, Collection<String> dryRun) {
            Set<String> dry = new TreeSet<>(flows);
            dry.retainAll(Set.copyOf(dryRun));
            return dry;
        }
    }

    /** The files of a home; what is broken in them does not run either. */
    static PlanBase of(HomeFiles home) {
        Map<String, Running> connections = new TreeMap<>();
        ConnectorCatalog.load(home).plans().forEach((id, plan) -> connections.put(id, Running.of(plan)));
        MappingCatalog mappings = MappingCatalog.load(home, new Problems());
        Map<String, Set<String>> activations = new TreeMap<>();
        for (String subject : mappings.subjects()) {
            mappings.activations(subject)
                    .forEach(one -> activations
                            .computeIfAbsent(subject, name -> new HashSet<>())
                            .add(row(one)));
        }
        return new PlanBase(connections, activations);
    }

    /** What a hub says that it runs. */
    static PlanBase of(HubClient hub) {
        Map<String, Running> connections = new TreeMap<>();
        for (JsonNode one : read(hub, "/api/connections").path("items")) {
            Set<String> flows = new TreeSet<>(texts(one.path("inbound")));
            flows.addAll(texts(one.path("outbound")));
            Map<String, String> cursors = new TreeMap<>();
            one.path("cursors")
                    .properties()
                    .forEach(flow -> cursors.put(flow.getKey(), flow.getValue().asText()));
            connections.put(
                    one.path("id").asText(),
                    new Running(
                            one.path("sha256").asText(),
                            flows,
                            Running.shown(flows, texts(one.path("dryRun"))),
                            cursors));
        }
        Map<String, Set<String>> activations = new TreeMap<>();
        @Nullable String after = null;
        do {
            JsonNode page = read(hub, "/api/mappings?limit=200" + (after == null ? "" : "&after=" + encoded(after)));
            for (JsonNode one : page.path("items")) {
                String subject = one.path("subject").asText();
                Set<String> rows = activations.computeIfAbsent(subject, name -> new HashSet<>());
                read(hub, "/api/mappings/" + encoded(subject))
                        .path("activations")
                        .forEach(row -> rows.add(row(row)));
            }
            after = page.path("next").isTextual() ? page.path("next").asText() : null;
        } while (after != null);
        return new PlanBase(connections, activations);
    }

    /** An activation in words; two are the same row when these are. */
    static String row(Activation row) {
        return row(row.version(), row.from().toString(), row.connections());
    }

    private static String row(JsonNode row) {
        return row(row.path("version").asInt(), row.path("from").asText(), texts(row.path("connections")));
    }

    private static String row(int version, String from, List<String> connections) {
        return "version " + version + " from " + from
                + (connections.isEmpty() ? "" : " for " + String.join(", ", connections));
    }

    private static JsonNode read(HubClient hub, String path) {
        return hub.read(path, false);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
