package io.tillbridge.authoring;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's files say of it, as Markdown: settings, clients with their budgets and errors, flows and mapping
 * tables. It stands between two markers; what a retailer must click is written by hand around it.
 */
public final class ConnectorPage {

    private static final String BEGIN = "<!-- generated: connector files -->\n";
    private static final String END = "<!-- end -->";

    private final HomeFiles home;
    private final YamlMap root;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> mappings = new TreeSet<>();

    private ConnectorPage(HomeFiles home, YamlMap root) {
        this.home = home;
        this.root = root;
    }

    /**
     * A page with its generated part renewed.
     *
     * @param page null or a text without markers for one that has no such part yet
     * @throws IllegalArgumentException when the home has no such connector, or it is no YAML map
     */
    public static String of(HomeFiles home, String connector, @Nullable String page) {
        String file = "config/connectors/" + connector + "/" + connector + ".connector.yaml";
        YamlMap root = home.exists(file) ? YamlDocument.read(file, home.text(file), new Problems()) : null;
        if (root == null) {
            throw new IllegalArgumentException("no readable connector '" + connector + "' at " + file);
        }
        String generated = BEGIN + "\n" + new ConnectorPage(home, root).written() + "\n" + END;
        String known = page == null ? "# " + connector + "\n" : page;
        int begin = known.indexOf(BEGIN);
        int end = known.indexOf(END, Math.max(begin, 0));
        return begin < 0 || end < 0
                ? known.stripTrailing() + "\n\n" + generated + "\n"
                : known.substring(0, begin) + generated + known.substring(end + END.length());
    }

    private String written() {
        settings();
        clients();
        flows("inbound", "Flows in");
        flows("fetches", "Fetches");
        flows("outbound", "Flows out");
        mappings.forEach(this::mapping);
        return text.toString().stripTrailing() + "\n";
    }

    private void settings() {
        YamlMap spec = root.map("spec");
        table("Settings", "name", "type", "default", "meaning");
        for (String name : spec.keys()) {
            YamlMap setting = spec.map(name);
            boolean optional = setting.bool("optional", false);
            row(
                    "`" + name + "`",
                    setting.text("type", "string"),
                    setting.text("default", optional ? "may be left out" : "required"),
                    setting.text("help", limits(setting)));
        }
    }

    private static String limits(YamlMap setting) {
        List<String> words = setting.list("enum").strings();
        return words.isEmpty() ? setting.text("pattern", "") : "one of " + String.join(", ", words);
    }

    private void clients() {
        YamlMap clients = root.map("clients");
        table("Clients", "name", "kind", "at", "auth", "budget");
        for (String name : clients.keys()) {
            YamlMap client = clients.map(name);
            row(
                    "`" + name + "`",
                    client.text("kind", ""),
                    client.text("baseUrl", client.text("host", client.text("url", ""))),
                    client.map("auth").text("kind", ""),
                    shown(client.optionalMap("budget")));
        }
        for (String name : clients.keys()) {
            List<YamlMap> errors = clients.map(name).list("errors").maps();
            if (!errors.isEmpty()) {
                table("Errors of `" + name + "`", "when", "do");
                errors.forEach(error -> row(shown(error.node("when")), rest(error, "when")));
            }
        }
    }

    private void flows(String section, String title) {
        YamlMap flows = root.map(section);
        if (flows.keys().isEmpty()) {
            return;
        }
        table(title, "name", "how", "key", "what becomes of it");
        for (String name : flows.keys()) {
            YamlMap flow = flows.map(name);
            YamlMap source = flow.map("source");
            String how = source.text("kind", "");
            String every = source.text("every", "");
            String call = shown(flow.optionalMap("request"));
            row(
                    "`" + name + "`",
                    how.isEmpty()
                            ? call.isEmpty() ? flow.text("get", "") : call
                            : how + (every.isEmpty() ? "" : " every " + every),
                    shown(flow.optionalMap("key")),
                    becomes(flow));
        }
    }

    private String becomes(YamlMap flow) {
        StringJoiner becomes = new StringJoiner("; ");
        note(flow);
        String event = flow.text("emits", flow.text("accepts", ""));
        if (!event.isEmpty()) {
            becomes.add(event + " by " + flow.text("mapping", ""));
        }
        for (YamlMap row : flow.list("dispatch").maps()) {
            note(row);
            becomes.add(shown(row.node("when")) + ": " + rest(row, "when"));
        }
        return becomes.toString();
    }

    private void note(YamlMap row) {
        String mapping = row.text("mapping", "");
        if (!mapping.isEmpty()) {
            mappings.add(mapping);
        }
    }

    private void mapping(String subject) {
        List<String> files = home.list("mappings/" + subject.replace('.', '/'), ".mapping.yaml");
        if (files.isEmpty()) {
            return;
        }
        String file = files.get(files.size() - 1);
        YamlMap mapping = YamlDocument.read(file, home.text(file), new Problems());
        if (mapping != null) {
            table(
                    "Mapping `" + subject + "` V" + mapping.text("version", "") + ", from " + mapping.text("from", ""),
                    "to",
                    "type",
                    "how");
            rows(mapping.list("rows"), "");
        }
    }

    private void rows(YamlList rows, String at) {
        for (YamlMap one : rows.maps()) {
            String to = at + one.text("to", "");
            if (one.node("rows") instanceof YamlList inner) {
                row("`" + to + "`", "each", one.text("each", ""));
                rows(inner, to + ".");
            } else {
                row("`" + to + "`", one.text("type", ""), rest(one, "to", "type"));
            }
        }
    }

    private static String rest(YamlMap map, String... without) {
        StringJoiner joined = new StringJoiner(", ");
        for (String key : map.keys()) {
            if (!List.of(without).contains(key)) {
                joined.add(key + " " + shown(map.node(key)));
            }
        }
        return joined.toString();
    }

    private static String shown(@Nullable YamlNode node) {
        if (node instanceof YamlMap map) {
            return rest(map);
        }
        if (node instanceof YamlList list) {
            StringJoiner joined = new StringJoiner(", ", "[", "]");
            list.elements().forEach(element -> joined.add(shown(element)));
            return joined.toString();
        }
        return node instanceof YamlText scalar ? scalar.value() : "";
    }

    private void table(String title, String... columns) {
        text.append(text.isEmpty() ? "### " : "\n### ")
                .append(title)
                .append("\n\n| ")
                .append(String.join(" | ", columns))
                .append(" |\n|");
        text.append("---|".repeat(columns.length)).append('\n');
    }

    private void row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            String line = cell.replace("|", "\\|").replaceAll("\\s+", " ").strip();
            text.append(' ').append(line.isEmpty() ? "-" : line).append(" |");
        }
        text.append('\n');
    }
}
