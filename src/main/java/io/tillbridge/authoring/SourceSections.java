package io.tillbridge.authoring;

import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a page says of where documents come from: addresses of webhooks and their proof, polls, files, queues. */
final class SourceSections {

    private final YamlMap flows;
    private final PageText page;

    SourceSections(YamlMap root, PageText page) {
        this.flows = root.map("inbound");
        this.page = page;
    }

    void write() {
        webhooks(of("webhook-in"));
        polls(of("poll-http", "jdbc-in"));
        files(of("files-in"));
        messages(of("jms-in", "kafka-in"));
    }

    private List<String> of(String... kinds) {
        return flows.keys().stream()
                .filter(name -> List.of(kinds).contains(source(name).text("kind", "")))
                .toList();
    }

    private YamlMap source(String flow) {
        return flows.map(flow).map("source");
    }

    private void webhooks(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        page.section("Webhooks");
        page.says(
                "Without the proof a call is answered 401 and nothing of it is kept; while a secret is missing, 503.");
        page.columns("flow", "address", "proof", "only when", "a repeat is known by");
        for (String name : names) {
            YamlMap receipt = flows.map(name).map("receipt");
            String keep = receipt.has("key") ? ", for " + receipt.text("keep", "P14D") : "";
            page.row(
                    "`" + name + "`",
                    "`https://<hub>/hooks/<connection>/" + name + "`",
                    proof(source(name).map("verify")),
                    YamlWords.of(source(name).node("match")),
                    receipt.has("key") ? YamlWords.of(receipt.node("key")) + keep : "its fact alone");
        }
    }

    private static String proof(YamlMap verify) {
        if (!verify.text("kind", "").equals("hmac")) {
            return YamlWords.rest(verify, "kind").isEmpty()
                    ? verify.text("kind", "")
                    : verify.text("kind", "") + ": " + YamlWords.rest(verify, "kind");
        }
        YamlMap signature = verify.map("signature");
        String content = verify.list("content").maps().stream()
                .map(SourceSections::signed)
                .collect(Collectors.joining(" and "));
        String timestamp = verify.has("timestamp") ? "; timestamp " + YamlWords.of(verify.node("timestamp")) : "";
        return "HMAC " + verify.text("algorithm", "sha256") + " of " + content + ", "
                + signature.text("encoding", "hex") + " in " + YamlWords.rest(signature, "encoding") + timestamp
                + "; secret " + verify.text("secret", "");
    }

    private static String signed(YamlMap part) {
        return switch (part.text("kind", "")) {
            case "body" -> "the body";
            case "text" -> "`" + part.text("value", "") + "`";
            default -> part.text("kind", "") + " " + YamlWords.rest(part, "kind");
        };
    }

    private void polls(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        page.section("Polls");
        page.columns("flow", "every", "asks", "records", "pages", "cursor");
        for (String name : names) {
            YamlMap source = source(name);
            YamlMap cursor = source.map("cursor");
            boolean all = !source.has("cursor") || cursor.text("kind", "").equals("full");
            page.row(
                    "`" + name + "`",
                    source.text("every", ""),
                    asks(source),
                    source.has("records") ? "`" + source.text("records", "") + "`" : "",
                    source.has("pages") ? YamlWords.rest(source.map("pages")).replaceFirst("^kind ", "") : "",
                    all ? "none: everything is read each time" : YamlWords.rest(cursor));
        }
    }

    private static String asks(YamlMap source) {
        List<String> calls = new ArrayList<>();
        if (source.has("parent")) {
            calls.add(YamlWords.call(source.map("parent").map("request")) + ", then for each");
        }
        calls.add(YamlWords.call(source.map("request")));
        if (source.has("job")) {
            calls.add("then " + YamlWords.call(source.map("job").map("status")));
        }
        if (source.has("sqlFile")) {
            calls.add("`" + source.text("sqlFile", "") + "`");
        }
        if (source.has("sql")) {
            calls.add("`" + source.text("sql", "") + "`");
        }
        String asked = calls.stream().filter(call -> !call.isEmpty()).collect(Collectors.joining(" "));
        return source.has("forKey")
                ? asked + "; also for one " + words(source.map("forKey").list("args"))
                : asked;
    }

    private static String words(YamlList list) {
        return String.join(", ", list.strings());
    }

    private void files(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        page.section("Files");
        page.columns("flow", "folder", "names", "looked for", "ready", "format", "afterwards");
        for (String name : names) {
            YamlMap source = source(name);
            YamlMap format = source.map("format");
            StringJoiner when = new StringJoiner("; ");
            when.add(source.has("window") ? YamlWords.rest(source.map("window")) : "every " + source.text("every", ""));
            if (source.has("expectDaily")) {
                when.add("expected daily " + YamlWords.rest(source.map("expectDaily")));
            }
            page.row(
                    "`" + name + "`",
                    "`" + source.text("path", "") + "`",
                    "`" + source.map("match").text("matches", "") + "`",
                    when.toString(),
                    source.has("ready") ? YamlWords.of(source.node("ready")) : "at once",
                    format.text("kind", "") + (format.has("sets") ? " " + words(format.list("sets")) : ""),
                    YamlWords.of(source.node("after")));
        }
    }

    private void messages(List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        page.section("Queues and topics");
        page.columns("flow", "from", "format");
        for (String name : names) {
            YamlMap source = source(name);
            page.row(
                    "`" + name + "`",
                    YamlWords.rest(source, "kind", "client", "format"),
                    source.map("format").text("kind", "json"));
        }
    }
}
