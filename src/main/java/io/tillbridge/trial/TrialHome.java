package io.tillbridge.trial;

import io.tillbridge.mapping.SampleCase;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlDocument;
import io.tillbridge.platform.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one connector with a connection of their own that calls a fake partner. */
final class TrialHome {

    static final String CONNECTION = "trial";

    private static final String START_AT = "2026-06-15T00:00:00Z";

    /** The same by the type of a cursor. */
    private static final Map<String, String> STARTS =
            Map.of("instant", START_AT, "local_datetime", "2026-06-15T00:00:00", "date", "2026-06-15");

    private static final String TIMEOUT = "PT0.4S";

    private final HomeFiles home;
    private final String connector;
    private final YamlMap root;
    private final Map<String, String> known;
    private final ConnectorTestFile test;

    /**
     * The files of a connector.
     *
     * @param known values of settings as samples have them
     */
    TrialHome(HomeFiles home, String connector, Map<String, String> known, ConnectorTestFile test) {
        this.home = home;
        this.connector = connector;
        this.known = known;
        this.test = test;
        String file = file(connector);
        YamlMap read = YamlDocument.read(file, home.text(file), new Problems());
        if (read == null) {
            throw new IllegalArgumentException(file + " is no YAML map; tillbridge lint says where");
        }
        this.root = read;
    }

    /** Values of settings as the samples of a connector's own mappings have them. */
    static Map<String, String> known(List<SampleCase> samples, String connector) {
        Map<String, String> known = new TreeMap<>();
        samples.stream()
                .filter(sample -> sample.mapping().subject().startsWith(connector + "."))
                .forEach(sample -> known.putAll(sample.input().connection().settings()));
        return known;
    }

    static String file(String connector) {
        return "config/connectors/" + connector + "/" + connector + ".connector.yaml";
    }

    /** The connector, the canonical model and the trial connection; no other connector or connection. */
    HomeFiles files(String partner) {
        Map<String, String> texts = new TreeMap<>();
        List<String> names = new ArrayList<>(home.list("config/connectors/" + connector, ""));
        names.addAll(home.list("config/canonical", ""));
        names.addAll(home.list("mappings", ".yaml"));
        names.addAll(home.list("mappings", ".lock"));
        names.forEach(name -> texts.put(name, new String(home.bytes(name), StandardCharsets.UTF_8)));
        texts.put("config/connections/" + CONNECTION + ".connection.yaml", connection(partner));
        return HomeFiles.of(texts);
    }

    /** The connection's file: text in double quotes is JSON and YAML alike. */
    private String connection(String partner) {
        StringBuilder text = new StringBuilder();
        text.append("apiVersion: tillbridge/v1\nkind: Connection\nid: ").append(CONNECTION);
        text.append("\nconnector: ").append(connector);
        text.append("\ntimezone: ").append(quoted(test.timezone()));
        text.append("\nstartAt: ").append(quoted(START_AT)).append('\n');
        Map<String, String> settings = new TreeMap<>();
        List<String> secrets = new ArrayList<>();
        YamlMap spec = root.map("spec");
        for (String name : spec.keys()) {
            YamlMap setting = spec.map(name);
            if (setting.text("type", "string").startsWith("secret")) {
                secrets.add(name);
            } else {
                value(name, setting, partner, settings);
            }
        }
        section(
                text,
                "settings",
                settings.entrySet().stream()
                        .map(entry -> "  " + entry.getKey() + ": " + quoted(entry.getValue()))
                        .toList());
        section(
                text,
                "secrets",
                secrets.stream()
                        .map(name -> "  " + name + ": {kind: env, name: TRIAL}")
                        .toList());
        List<String> overlay = overlay(partner);
        overlay.addAll(starts());
        section(text, "overlay", overlay);
        return text.toString();
    }

    private void value(String name, YamlMap setting, String partner, Map<String, String> settings) {
        List<String> words = setting.list("enum").strings();
        if (test.settings().containsKey(name)) {
            settings.put(name, String.valueOf(test.settings().get(name)));
        } else if (setting.text("type", "").equals("url")) {
            settings.put(name, partner);
        } else if (!setting.has("default") && !setting.bool("optional", false)) {
            String otherwise = words.isEmpty() ? setting.text("type", "").equals("int") ? "1" : name : words.get(0);
            settings.put(name, known.getOrDefault(name, otherwise));
        }
    }

    /** Every HTTP client calls the fake partner and loses patience soon. */
    private List<String> overlay(String partner) {
        List<String> rows = new ArrayList<>();
        YamlMap clients = root.map("clients");
        for (String name : clients.keys()) {
            YamlMap client = clients.map(name);
            if (!client.text("kind", "").equals("http")) {
                continue;
            }
            String at = "$.clients." + name;
            rows.add(row(at + ".baseUrl", "update", partner));
            rows.add(row(at + ".timeout", client.has("timeout") ? "update" : "insert", TIMEOUT));
            YamlMap auth = client.map("auth");
            for (String key : auth.keys()) {
                if (key.endsWith("Url")) {
                    rows.add(row(at + ".auth." + key, "update", partner + FakePartner.TOKEN_PATH));
                }
            }
            if (auth.text("grant", "").equals("refresh_token")) {
                rows.addAll(withoutRefreshToken(at + ".auth", auth));
            }
        }
        return rows;
    }

    /** A listing that is read in steps begins on the trial's day: it need not walk there from 1970. */
    private List<String> starts() {
        List<String> rows = new ArrayList<>();
        YamlMap inbound = root.map("inbound");
        for (String name : inbound.keys()) {
            YamlMap cursor = inbound.map(name).map("source").map("cursor");
            String start = STARTS.get(cursor.text("type", ""));
            if (start != null && cursor.has("step") && cursor.has("start")) {
                rows.add(row("$.inbound." + name + ".source.cursor.start", "update", start));
            }
        }
        return rows;
    }

    /** A refresh token that is replaced is kept in the database, and a trial has none: the fake gives tokens without one. */
    private static List<String> withoutRefreshToken(String at, YamlMap auth) {
        List<String> rows = new ArrayList<>(List.of(row(at + ".grant", "update", "client_credentials")));
        for (String key : List.of("refreshToken", "rotation")) {
            if (auth.has(key)) {
                rows.add("  - {target: " + quoted(at + "." + key) + ", do: remove}");
            }
        }
        return rows;
    }

    private static String row(String target, String verb, String value) {
        return "  - {target: " + quoted(target) + ", do: " + verb + ", value: " + quoted(value) + "}";
    }

    private static void section(StringBuilder text, String name, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(name).append(":\n").append(String.join("\n", lines)).append('\n');
        }
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
