package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlMap;
import java.util.List;

/** Refuses what a connector defines and nothing in it uses. */
final class Unused {

    private Unused() {}

    static void check(Reading reading) {
        ConnectorFile connector = reading.connector();
        connector.spec().forEach((name, setting) -> {
            String scope = setting.secret() ? "secrets" : "settings";
            if (!reading.used().contains(scope + "." + name)) {
                report(connector.root().map("spec"), name, setting.secret() ? "secret" : "setting");
            }
        });
        connector.letNames().stream()
                .filter(name -> !reading.used().contains("lets." + name))
                .forEach(name -> report(connector.root().map("lets"), name, "let"));
        for (String section : List.of("clients", "fetches")) {
            YamlMap defined = connector.root().map(section);
            for (String name : defined.keys()) {
                if (!reading.used().contains(section + "." + name)) {
                    report(defined, name, section.equals("clients") ? "client" : "fetch");
                }
            }
        }
    }

    private static void report(YamlMap map, String name, String what) {
        map.placeOf(name)
                .problem(
                        "unused",
                        "the " + what + " '" + name + "'",
                        "definitions that something uses",
                        "remove it or use it");
    }
}
