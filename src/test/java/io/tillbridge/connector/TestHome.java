package io.tillbridge.connector;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.support.WrittenFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A home directory that a test writes file by file. */
record TestHome(Path folder) {

    static final HomeFiles SAMPLES = HomeFiles.only(Path.of("src/test/resources/connector/home"));

    TestHome put(String name, String text) {
        WrittenFile.write(folder.resolve(name), text);
        return this;
    }

    TestHome connector(String name, String rest) {
        return put(
                "config/connectors/%1$s/%1$s.connector.yaml".formatted(name),
                "apiVersion: tillbridge/v1\nkind: Connector\nname: %s\nversion: 1.0.0\n%s".formatted(name, rest));
    }

    TestHome connection(String id, String connector, String rest) {
        return put(
                "config/connections/%s.connection.yaml".formatted(id),
                "apiVersion: tillbridge/v1\nkind: Connection\nid: %s\nconnector: %s\ntimezone: UTC\n%s"
                        .formatted(id, connector, rest));
    }

    ConnectorCatalog.Loaded load() {
        return ConnectorCatalog.load(HomeFiles.only(folder));
    }

    static ConnectionPlan sample(String connection) {
        ConnectionPlan plan = ConnectorCatalog.strict(SAMPLES).find(connection);
        if (plan == null) {
            throw new IllegalStateException("no sample connection " + connection);
        }
        return plan;
    }

    /** The named part of a plan, which the test knows to be there. */
    static <T> T get(Map<String, T> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    static HttpClientPlan http(ConnectionPlan plan, String client) {
        return (HttpClientPlan) get(plan.clients(), client);
    }
}
