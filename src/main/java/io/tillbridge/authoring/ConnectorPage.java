package io.tillbridge.authoring;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlList;
import io.tillbridge.platform.YamlMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector's files say of it, as Markdown: settings, clients and limits, what the account must be allowed, where
 * documents come from and go to, errors and mapping tables. It stands between two markers; what a retailer must click is
 * written by hand around it.
 */
public final class ConnectorPage {

    private static final String BEGIN = "<!-- generated: connector files -->\n";
    private static final String END = "<!-- end -->";

    private final HomeFiles home;
    private final YamlMap root;
    private final PageText page = new PageText();

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
        ClientSections clients = new ClientSections(root, page);
        FlowSections flows = new FlowSections(root, page);
        settings();
        clients.write();
        new Rights(root, page).write();
        new SourceSections(root, page).write();
        flows.write();
        clients.errors();
        itemErrors(clients);
        flows.mappings().stream().sorted().forEach(this::mapping);
        return page.markdown();
    }

    private void settings() {
        YamlMap spec = root.map("spec");
        page.section("Settings");
        page.columns("name", "type", "default", "allowed", "meaning");
        for (String name : spec.keys()) {
            YamlMap setting = spec.map(name);
            boolean optional = setting.bool("optional", false);
            page.row(
                    "`" + name + "`",
                    setting.text("type", "string"),
                    setting.text("default", optional ? "may be left out" : "required"),
                    allowed(setting),
                    setting.text("help", ""));
        }
    }

    private static String allowed(YamlMap setting) {
        List<String> words = setting.list("enum").strings();
        String pattern = setting.text("pattern", "");
        return !words.isEmpty() ? "one of " + String.join(", ", words) : pattern.isEmpty() ? "" : "`" + pattern + "`";
    }

    private void itemErrors(ClientSections clients) {
        YamlMap flows = root.map("outbound");
        for (String name : flows.keys()) {
            List<YamlMap> rows = flows.map(name).map("result").list("errors").maps();
            if (!rows.isEmpty()) {
                page.section("Errors of one item of `" + name + "`");
                clients.rows(rows);
            }
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
            page.section(
                    "Mapping `" + subject + "` V" + mapping.text("version", "") + ", from " + mapping.text("from", ""));
            page.columns("to", "type", "how");
            rows(mapping.list("rows"), "");
        }
    }

    private void rows(YamlList rows, String at) {
        for (YamlMap one : rows.maps()) {
            String to = at + one.text("to", "");
            if (one.node("rows") instanceof YamlList inner) {
                page.row("`" + to + "`", "each", one.text("each", ""));
                rows(inner, to + ".");
            } else {
                page.row("`" + to + "`", one.text("type", ""), YamlWords.rest(one, "to", "type"));
            }
        }
    }
}
