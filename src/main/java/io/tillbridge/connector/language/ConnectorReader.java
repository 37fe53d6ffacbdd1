package io.tillbridge.connector.language;

import io.tillbridge.connector.ConnectionCheck;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.MappingUse;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads every connector and connection of a home, plans the connections and collects all problems of all files. A
 * connection with a problem, or whose connector has one, gets no plan.
 */
public final class ConnectorReader {

    private final HomeFiles home;
    private final CanonicalEvents events;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final List<MappingUse> uses = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();
    private final Map<String, String> connectors = new TreeMap<>();
    private final Map<String, ConnectionPlan> plans = new TreeMap<>();
    private final Map<String, List<ConnectionCheck>> checks = new TreeMap<>();

    private ConnectorReader(HomeFiles home) {
        this.home = home;
        Problems schemas = new Problems();
        events = CanonicalEvents.read(home, schemas);
        problems.addAll(schemas.list());
    }

    /**
     * What the files say.
     *
     * @param files names of the connector and connection files that were read
     * @param plans by connection; only those without a problem
     * @param checks by connection
     * @param uses of mappings, by connectors alone and by connections with a plan
     * @param problems of all files, by file, line and column
     */
    public record Result(
            Set<String> files,
            Map<String, ConnectionPlan> plans,
            Map<String, List<ConnectionCheck>> checks,
            List<MappingUse> uses,
            List<Problem> problems) {}

    /** Reads all files; never throws for what they say. */
    public static Result read(HomeFiles home) {
        return new ConnectorReader(home).read();
    }

    private Result read() {
        Set<String> files = new TreeSet<>();
        for (String file : home.list("config/connectors", ConnectorFile.SUFFIX)) {
            files.add(file);
            connector(file);
        }
        for (String file : home.list("config/connections", ConnectionFile.SUFFIX)) {
            files.add(file);
            connection(file);
        }
        Problems sorted = new Problems();
        problems.forEach(sorted::add);
        return new Result(files, plans, checks, uses, sorted.list());
    }

    private void connector(String file) {
        Problems found = new Problems();
        ConnectorFile connector = ConnectorFile.read(home, file, found);
        String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ConnectorFile.SUFFIX.length());
        connectors.put(name, file);
        if (connector != null) {
            Reading reading = reading(connector, SettingValues.defaults(connector), Map.of(), Map.of());
            Contents contents = Contents.read(connector.root(), reading);
            Set<String> named = contents.mappings();
            named.remove("");
            MappingSettings.use(home, named, reading);
            if (found.isEmpty()) {
                uses.addAll(MappingUses.of(connector.root(), contents, reading));
            }
            Unused.check(reading);
        }
        if (!found.isEmpty()) {
            broken.add(name);
        }
        problems.addAll(found.list());
    }

    private void connection(String file) {
        Problems found = new Problems();
        ConnectionFile connection = ConnectionFile.read(home, file, found);
        ConnectorFile connector = connection == null ? null : connectorOf(connection, found);
        if (connection != null && connector != null) {
            YamlMap root = Overlay.apply(connector.root(), connection.overlay());
            Map<String, String> settings = SettingValues.read(connector, connection);
            Map<String, String> values = new TreeMap<>(Map.of(
                    "id", connection.id(), "timezone", connection.timezone().getId()));
            if (connection.root().has("startAt")) {
                values.put(
                        "startAt",
                        connection.startAt() == null
                                ? "epoch"
                                : connection.startAt().toString());
            }
            Reading reading = reading(connector, settings, values, connection.secrets());
            Contents contents = Contents.read(root, reading);
            Set<String> dryRun = DryRun.read(connection.root(), contents);
            if (plans.containsKey(connection.id())) {
                connection
                        .root()
                        .placeOf("id")
                        .problem(
                                "duplicate_connection",
                                "'" + connection.id() + "' twice",
                                "every connection once",
                                "remove one of the files");
            }
            if (found.isEmpty() && !broken.contains(connection.connector())) {
                plans.put(connection.id(), plan(connection, connector, reading, contents, root, dryRun));
                checks.put(connection.id(), List.copyOf(contents.checks()));
                uses.addAll(MappingUses.of(root, contents, reading));
            }
        }
        problems.addAll(found.list());
    }

    /** A fresh tree of the connector, so that its problems and what was read belong to this connection. */
    private @Nullable ConnectorFile connectorOf(ConnectionFile connection, Problems found) {
        String file = connectors.get(connection.connector());
        if (file != null) {
            return ConnectorFile.read(home, file, found);
        }
        if (!connection.connector().isEmpty()) {
            connection
                    .root()
                    .placeOf("connector")
                    .problem(
                            "undefined",
                            "the connector '" + connection.connector() + "'",
                            "one of " + connectors.keySet(),
                            Words.fix(connection.connector(), connectors.keySet(), "add the connector's file"));
        }
        return null;
    }

    private Reading reading(
            ConnectorFile connector,
            Map<String, String> settings,
            Map<String, String> connection,
            Map<String, SecretSource> secrets) {
        Function<String, @Nullable String> graphql = name -> {
            String file = connector.folder() + name;
            return !name.contains("..") && home.exists(file) ? home.text(file) : null;
        };
        Map<String, String> lets = new TreeMap<>();
        Reading reading = new Reading(connector, settings, lets, connection, secrets, graphql, events);
        connector.lets().forEach((name, let) -> {
            String value = let.value(reading);
            if (value != null) {
                lets.put(name, value);
            }
        });
        return reading;
    }

    private ConnectionPlan plan(
            ConnectionFile connection,
            ConnectorFile connector,
            Reading reading,
            Contents contents,
            YamlMap root,
            Set<String> dryRun) {
        Map<String, SecretReference> secrets = new LinkedHashMap<>();
        for (String name : connection.secrets().keySet()) {
            SecretReference reference = Placeholders.reference(name, reading);
            if (reference != null) {
                secrets.put(name, reference);
            }
        }
        Fingerprint fingerprint = new Fingerprint().add(root).add(connection.root());
        reading.used().stream()
                .filter(used -> used.startsWith("graphql."))
                .forEach(used -> fingerprint.add(reading.graphql().apply(used.substring("graphql.".length()))));
        return new ConnectionPlan(
                connection.id(),
                connector.name(),
                connector.version(),
                connection.timezone(),
                connection.startAt(),
                reading.settings(),
                secrets,
                connection.owns(),
                contents.clients(),
                contents.inbound(),
                contents.fetches(),
                contents.outbound(),
                fingerprint.sha256(),
                dryRun);
    }
}
