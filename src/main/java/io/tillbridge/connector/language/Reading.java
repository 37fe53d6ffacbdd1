package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
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
 * @param events what the canonical schemas declare
 * @param told by the outbound flow that is being read; null elsewhere
 * @param used definitions that something refers to, such as {@code settings.shop} or {@code clients.api}
 */
record Reading(
        ConnectorFile connector,
        Map<String, String> settings,
        Map<String, String> lets,
        Map<String, String> connection,
        Map<String, SecretSource> secrets,
        Function<String, @Nullable String> graphql,
        CanonicalEvents events,
        @Nullable Told told,
        Set<String> used) {

    Reading(
            ConnectorFile connector,
            Map<String, String> settings,
            Map<String, String> lets,
            Map<String, String> connection,
            Map<String, SecretSource> secrets,
            Function<String, @Nullable String> graphql,
            CanonicalEvents events) {
        this(connector, settings, lets, connection, secrets, graphql, events, null, new TreeSet<>());
    }

    /** The same while an outbound flow is read. */
    Reading telling(Told flow) {
        return new Reading(connector, settings, lets, connection, secrets, graphql, events, flow, used);
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

    /** Refuses a path into the told event that its schema does not have; true when nothing is told or known. */
    boolean cell(YamlNode.Place place, String path) {
        if (told == null || told.event() == null) {
            return true;
        }
        EventType event = told.event();
        Set<String> names = events.wrong(event.word(), told.path(path));
        if (names == null) {
            return true;
        }
        place.problem(
                "undefined",
                "cell '" + path + "' of " + event,
                names.isEmpty() ? "a path that ends before it" : "one of " + names,
                Words.fix(path, names, "name a cell of the event's canonical schema"));
        return false;
    }

    /** Refuses a name that the flow's {@code resolve} does not have. */
    boolean reference(YamlNode.Place place, String path) {
        int dot = path.indexOf('.');
        return told == null || defined(place, "reference", dot < 0 ? path : path.substring(0, dot), told.references());
    }
}
