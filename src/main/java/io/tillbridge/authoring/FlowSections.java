package io.tillbridge.authoring;

import io.tillbridge.platform.YamlMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** What a page says of the flows: what comes in, what is fetched, what goes out, and what becomes of it. */
final class FlowSections {

    private static final Map<String, String> HOW = Map.of(
            "webhook-in", "webhook",
            "poll-http", "poll",
            "jdbc-in", "query",
            "files-in", "files",
            "jms-in", "messages",
            "kafka-in", "topic");

    private final YamlMap root;
    private final PageText page;
    private final Set<String> mappings = new TreeSet<>();

    FlowSections(YamlMap root, PageText page) {
        this.root = root;
        this.page = page;
    }

    void write() {
        inbound();
        fetches();
        outbound();
    }

    /** Subjects of the mappings that flows written so far name. */
    Set<String> mappings() {
        return Set.copyOf(mappings);
    }

    private void inbound() {
        YamlMap flows = root.map("inbound");
        if (flows.keys().isEmpty()) {
            return;
        }
        page.section("Flows in");
        page.columns("name", "how", "key", "what becomes of it");
        for (String name : flows.keys()) {
            YamlMap flow = flows.map(name);
            String kind = flow.map("source").text("kind", "");
            String lost = flow.has("reconciles") ? ", finds what `" + flow.text("reconciles") + "` lost" : "";
            page.row(
                    "`" + name + "`",
                    HOW.getOrDefault(kind, kind) + lost,
                    YamlWords.of(flow.node("key")),
                    becomes(flow));
        }
    }

    private void fetches() {
        YamlMap flows = root.map("fetches");
        if (flows.keys().isEmpty()) {
            return;
        }
        page.section("Fetches");
        page.says("What a message only names is asked for, with a retry of its own.");
        page.columns("name", "call", "key", "what becomes of it");
        for (String name : flows.keys()) {
            YamlMap flow = flows.map(name);
            page.row("`" + name + "`", YamlWords.call(flow), YamlWords.of(flow.node("key")), becomes(flow));
        }
    }

    private void outbound() {
        YamlMap flows = root.map("outbound");
        if (flows.keys().isEmpty()) {
            return;
        }
        page.section("Flows out");
        page.columns(
                "name", "tells", "to", "one lane for each", "waits for more", "a repeat is known by", "given up after");
        for (String name : flows.keys()) {
            YamlMap flow = flows.map(name);
            note(flow);
            String only = flow.has("when") ? ", when " + YamlWords.of(flow.node("when")) : "";
            page.row(
                    "`" + name + "`",
                    flow.text("accepts", "") + " by " + flow.text("mapping", "") + only,
                    flow.has("send") ? YamlWords.sent(flow.map("send")) : YamlWords.call(flow.map("request")),
                    YamlWords.of(flow.node("key")),
                    flow.has("collapse") ? YamlWords.rest(flow.map("collapse"), "keep") : "",
                    known(flow.map("idempotency")),
                    flow.text("giveUpAfter", "P3D"));
        }
    }

    private static String known(YamlMap idempotency) {
        String key = YamlWords.of(idempotency.node("key"));
        return idempotency.has("header") ? "`" + idempotency.text("header") + "`: " + key : key;
    }

    private String becomes(YamlMap flow) {
        StringJoiner becomes = new StringJoiner("; ");
        note(flow);
        String event = flow.text("emits", "");
        if (!event.isEmpty()) {
            becomes.add(event + " by " + flow.text("mapping", ""));
        }
        for (YamlMap row : flow.list("dispatch").maps()) {
            note(row);
            becomes.add(YamlWords.of(row.node("when")) + ": " + YamlWords.rest(row, "when"));
        }
        return becomes.toString();
    }

    private void note(YamlMap row) {
        String mapping = row.text("mapping", "");
        if (!mapping.isEmpty()) {
            mappings.add(mapping);
        }
    }
}
