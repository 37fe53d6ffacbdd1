package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.util.Map;
import java.util.TreeMap;

/** Matches a connection's settings and secrets with what its connector asks for. */
final class SettingValues {

    private SettingValues() {}

    /** The connector's defaults alone. */
    static Map<String, String> defaults(ConnectorFile connector) {
        Map<String, String> values = new TreeMap<>();
        connector.spec().values().forEach(setting -> {
            if (setting.otherwise() != null) {
                values.put(setting.name(), setting.otherwise());
            }
        });
        return values;
    }

    /** Defaults and the connection's values over them; a wrong, unknown or missing one is a problem. */
    static Map<String, String> read(ConnectorFile connector, ConnectionFile connection) {
        Map<String, String> values = defaults(connector);
        connection.settings().forEach((name, text) -> value(connector, connection, name, text, values));
        connection.secrets().forEach((name, source) -> {
            if (!connector.secretNames().contains(name)) {
                unknown(source.place(), "secret", name, connector.secretNames());
            }
        });
        for (Setting setting : connector.spec().values()) {
            if (!setting.required()) {
                continue;
            }
            String section = setting.secret() ? "secrets" : "settings";
            boolean given = setting.secret()
                    ? connection.root().map("secrets").has(setting.name())
                    : connection.settings().containsKey(setting.name());
            if (!given) {
                YamlNode.Place place = connection.root().placeOf(section);
                place.problem(
                        "missing_setting",
                        "no '" + setting.name() + "'",
                        "a " + setting.type() + " under " + section,
                        "add " + section + "." + setting.name());
            }
        }
        return values;
    }

    private static void value(
            ConnectorFile connector,
            ConnectionFile connection,
            String name,
            YamlText text,
            Map<String, String> values) {
        Setting setting = connector.spec().get(name);
        if (setting == null) {
            unknown(connection.root().map("settings").placeOf(name), "setting", name, connector.settingNames());
        } else if (setting.secret()) {
            text.problem(
                    "secret_written_out",
                    "the secret '" + name + "' under settings",
                    "{kind: env|file, name: ...} under secrets",
                    "move it; if it was committed, renew it");
        } else if (setting.check(text)) {
            values.put(name, text.value());
        }
    }

    private static void unknown(YamlNode.Place place, String what, String name, java.util.Set<String> known) {
        place.problem(
                "unknown_setting",
                "the " + what + " '" + name + "'",
                known.isEmpty() ? "none" : "one of " + known,
                Words.fix(name, known, "remove it or declare it in the connector's spec"));
    }
}
