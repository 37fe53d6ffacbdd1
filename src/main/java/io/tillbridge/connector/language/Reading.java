package io.tillbridge.connector.language;

import io.tillbridge.platform.YamlNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known while one connector is read, alone or for one connection. Not thread-safe; one per reading.
 *
 * @param connector whose files are read
 * @param settings values by name; a setting without one is absent
 * @param lets values by name
 * @param connection values of {@code id}, {@code timezone}, {@code startAt}; empty for the connector alone
 * @param secrets where each secret is found
 * @param graphql text of a file below the connector's folder, or null
 * @param events event types that a canonical schema declares together with a fact key
 * @param used definitions that something refers to, such as {@code settings.shop} or {@code clients.api}
 */
record Reading(
        ConnectorFile connector,
        Map<String, String> settings,
        Map<String, String> lets,
        Map<String, String> connection,
        Map<String, SecretSource> secrets,
        Function<String, @Nullable String> graphql,
        Set<String> events,
        Set<String> used) {

    Reading(
            ConnectorFile connector,
            Map<String, String> settings,
            Map<String, String> lets,
            Map<String, String> connection,
            Map<String, SecretSource> secrets,
            Function<String, @Nullable String> graphql,
            Set<String> events) {
        this(connector, settings, lets, connection, secrets, graphql, events, new TreeSet<>());
    }

    /** Whether a connection is planned; otherwise the connector is read alone, and values it lacks are no problem. */
    boolean planning() {
        return connection.containsKey("id");
    }

    void use(String definition) {
        used.add(definition);
    }

    /** Refuses a name that is not among those defined. */
    boolean defined(YamlNode.Place place, String what, String name, Set<String> names) {
        if (names.contains(name)) {
            return true;
        }
        place.problem(
                "undefined",
                what + " '" + name + "'",
                names.isEmpty() ? "a defined " + what + " (there is none)" : "one of " + new TreeSet<>(names),
                Words.fix(name, names, "define it or correct the name"));
        return false;
    }
}
