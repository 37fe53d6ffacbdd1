package io.tillbridge.connector.language;

import io.tillbridge.connector.JdbcClientPlan;
import java.time.Duration;

/** Reads a database client. */
final class JdbcClientReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private JdbcClientReader() {}

    static JdbcClientPlan read(String name, Section client) {
        String url = client.text("url", "a JDBC URL such as jdbc:postgresql://host/database");
        if (!url.isEmpty() && !url.startsWith("jdbc:")) {
            client.placeOf("url").problem("wrong_type", "'" + url + "'", "a JDBC URL", "start it with jdbc:");
        }
        WrittenCredentials.refuseIn(client.placeOf("url"), url);
        boolean readOnly = client.map().bool("readOnly", true);
        client.has("readOnly");
        return new JdbcClientPlan(
                name,
                url,
                UserReader.read(client),
                readOnly,
                client.templates("properties", Roots.SECRETS),
                client.duration("timeout", TIMEOUT));
    }
}
