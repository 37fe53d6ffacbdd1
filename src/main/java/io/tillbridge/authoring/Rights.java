package io.tillbridge.authoring;

import io.tillbridge.platform.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a page says of what an account must be allowed: every call that the connector makes, and for what. */
final class Rights {

    private final YamlMap root;
    private final PageText page;
    private final Map<String, Set<String>> flows = new LinkedHashMap<>();

    Rights(YamlMap root, PageText page) {
        this.root = root;
        this.page = page;
    }

    void write() {
        root.list("check").maps().forEach(check -> needs(YamlWords.call(check.map("request")), "connector check"));
        root.map("inbound")
                .keys()
                .forEach(name -> inbound(name, root.map("inbound").map(name).map("source")));
        root.map("fetches")
                .keys()
                .forEach(name -> needs(YamlWords.call(root.map("fetches").map(name)), name));
        root.map("outbound")
                .keys()
                .forEach(name -> outbound(name, root.map("outbound").map(name)));
        if (!flows.isEmpty()) {
            page.section("What the account must be allowed");
            page.says("Every call and every place the connector uses. What the system calls the scope or permission of"
                    + " each is said above, where it has such names.");
            page.columns("call or place", "for");
            flows.forEach((call, names) -> page.row(call, String.join(", ", names)));
        }
    }

    private void inbound(String name, YamlMap source) {
        needs(YamlWords.call(source.map("parent").map("request")), name);
        needs(YamlWords.call(source.map("request")), name);
        needs(YamlWords.call(source.map("job").map("status")), name);
        switch (source.text("kind", "")) {
            case "jdbc-in" -> needs("select only", name);
            case "files-in" -> {
                needs("read, move and rename in `" + source.text("path", "") + "`", name);
                YamlMap answered = source.map("format").map("acknowledge");
                if (answered.has("folder")) {
                    needs("write and rename in `" + answered.text("folder") + "`", name);
                }
            }
            case "jms-in", "kafka-in" -> {
                String word = source.has("queue") ? "queue" : "topic";
                needs("take from " + word + " `" + source.text(word, "") + "`", name);
            }
            default -> {}
        }
    }

    private void outbound(String name, YamlMap flow) {
        needs(YamlWords.call(flow.map("request")), name);
        YamlMap send = flow.map("send");
        String sent = YamlWords.sent(send).replaceFirst(", [^,]*$", "");
        needs(sent.isEmpty() ? "" : (send.has("path") ? "write and rename " : "send to ") + sent, name);
    }

    private void needs(String call, String flow) {
        if (!call.isEmpty()) {
            flows.computeIfAbsent(call, none -> new TreeSet<>()).add(flow);
        }
    }
}
