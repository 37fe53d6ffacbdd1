package io.tillbridge.authoring.draft;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a draft as a connector's file. */
final class ConnectorText {

    private final Draft draft;
    private final StringBuilder text = new StringBuilder();

    private ConnectorText(Draft draft) {
        this.draft = draft;
    }

    static String of(Draft draft) {
        return new ConnectorText(draft).written();
    }

    private String written() {
        text.append("# yaml-language-server: $schema=../../schemas/connector.schema.json\n");
        draft.notes()
                .guesses()
                .forEach(line -> text.append("# guessed: ").append(line).append('\n'));
        text.append("apiVersion: tillbridge/v1\nkind: Connector\nname: ").append(draft.name());
        text.append("\nversion: 0.1.0\nspec:\n");
        spec().forEach((name, row) -> line("  " + name + ": " + row));
        client();
        check();
        line("inbound:");
        draft.inbound().forEach(this::inbound);
        PushDraft push = draft.push();
        if (push != null) {
            outbound(push);
        }
        return text.toString();
    }

    private Map<String, String> spec() {
        Map<String, String> spec = new LinkedHashMap<>();
        spec.put(
                "baseUrl",
                "{type: url" + (draft.baseUrl() == null ? "" : ", default: \"" + draft.baseUrl() + "\"") + "}");
        spec.putAll(draft.settings());
        for (String setting : Needs.of(draft)) {
            spec.put(setting, Needs.row(setting));
        }
        spec.putAll(draft.login().secrets());
        for (InboundDraft flow : draft.inbound()) {
            if (flow.source() instanceof SourceDraft.Hook) {
                spec.put("webhookSecrets", "{type: secret_list, help: one a line while two are in use}");
            }
        }
        return spec;
    }

    private void client() {
        line("clients:\n  api:\n    kind: http\n    baseUrl: $(settings.baseUrl)");
        if (!draft.login().headers().isEmpty()) {
            line("    headers: " + map(draft.login().headers()));
        }
        line("    auth: " + draft.login().auth());
        line("    budget: {kind: fixed, rate: 2/s} # the API's own limit, when its documents say one");
    }

    private void check() {
        String path = draft.inbound().stream()
                .map(InboundDraft::source)
                .filter(SourceDraft.Poll.class::isInstance)
                .map(source -> ((SourceDraft.Poll) source).path())
                .findFirst()
                .orElse("/");
        line("check:\n  - {name: reachable, request: {get: " + Names.scalar(path)
                + "}, expect: {any: true}} # a call that needs the credentials");
    }

    private void inbound(InboundDraft flow) {
        line("  " + flow.name() + ":");
        hookFor(flow);
        line("    emits: " + flow.mapping().kind().event());
        line("    mapping: " + flow.mapping().subject());
        flow.source().hints().forEach(hint -> line("    # " + hint));
        line("    source:");
        if (flow.source() instanceof SourceDraft.Poll poll) {
            poll(poll, flow.mapping());
        } else if (flow.source() instanceof SourceDraft.Hook hook) {
            line("      kind: webhook-in");
            line("      verify: {" + hook.verify() + "}");
            if (hook.receipt() != null) {
                line("    receipt: {key: {header: " + hook.receipt() + "}, keep: P14D}");
            }
        }
        line("    key: {pointer: " + Names.scalar(flow.mapping().key()) + "}");
        Member version = flow.mapping().version();
        if (version != null && InboundMapping.type(version).matches("instant|int")) {
            line("    stale: {version: {pointer: " + Names.scalar(version.pointer()) + ", type: "
                    + InboundMapping.type(version) + "}}");
        }
        if (!flow.mapping().resolve().isEmpty()) {
            line("    resolve:");
            flow.mapping().resolve().forEach((name, rule) -> line("      " + name + ": " + rule));
        }
    }

    /** A poll beside a webhook of the same kind finds what the webhook lost. */
    private void hookFor(InboundDraft flow) {
        draft.inbound().stream()
                .filter(other -> flow.source() instanceof SourceDraft.Poll
                        && other.source() instanceof SourceDraft.Hook
                        && other.mapping().kind() == flow.mapping().kind())
                .findFirst()
                .ifPresent(other -> line("    reconciles: " + other.name()));
    }

    private void poll(SourceDraft.Poll poll, InboundMapping mapping) {
        SourceDraft.CursorDraft changes = poll.cursor();
        Member changed = mapping.changed();
        Map<String, String> query = new LinkedHashMap<>();
        if (changes != null && changed != null) {
            query.put(changes.from(), "$(cursor.from)");
            if (changes.to() != null) {
                query.put(changes.to(), "$(cursor.to)");
            }
        }
        query.putAll(poll.query());
        line("      kind: poll-http\n      every: PT15M");
        line("      request:\n        get: " + Names.scalar(poll.path()));
        if (!query.isEmpty()) {
            line("        query: " + map(query));
        }
        if (!poll.headers().isEmpty()) {
            line("        headers: " + map(poll.headers()));
        }
        line("      records: " + (poll.records().isEmpty() ? "\"\"" : Names.scalar(poll.records())));
        line("      pages: " + poll.pages());
        if (changes == null || changed == null) {
            line("      cursor: {kind: full} # all of it each time; only what changed since goes on");
            return;
        }
        String type = InboundMapping.type(changed);
        line("      cursor: {field: " + Names.scalar(changed.pointer()) + ", type: " + type
                + (type.equals("int")
                        ? ", start: epoch}"
                        : ", start: $(connection.startAt)" + (type.equals("date") ? "" : ", lookback: PT5M") + "}"));
    }

    private void outbound(PushDraft push) {
        line("outbound:\n  availability:\n    accepts: availability");
        if (push.oneLocation()) {
            line("    when: {pointer: /location, equals: $(settings.location)}");
        }
        line("    mapping: " + draft.name() + ".availability");
        line("    key: {fields: [sku, location]}");
        line("    collapse: {keep: latest, window: PT2S, max: " + (push.batch() ? "100" : "1") + "}");
        if (!push.resolve().isEmpty()) {
            line("    resolve:");
            push.resolve().forEach((name, rule) -> line("      " + name + ": " + rule));
        }
        line("    request: {" + push.method() + ": " + Names.scalar(push.path()) + ", json: $(mapped)}");
        String header = push.idempotencyHeader();
        line("    idempotency: {header: " + (header == null ? "Idempotency-Key" : header)
                + ", key: {uuid5: [connection.id, batch.id]}}");
    }

    static String map(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> Names.scalar(entry.getKey()) + ": " + Names.scalar(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
