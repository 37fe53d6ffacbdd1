package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.JdbcClientPlan;
import io.tillbridge.partner.HostGuard;
import io.tillbridge.partner.HostRefused;
import io.tillbridge.partner.JdbcHosts;
import io.tillbridge.partner.PlanSecrets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** One database that a connection reads. A connection to it lives for one step of a run, its secrets are read anew. */
final class JdbcDatabase {

    private static final Duration LONGER_THAN_A_STATEMENT = Duration.ofSeconds(5);

    private final ConnectionPlan connection;
    private final JdbcClientPlan client;
    private final JdbcDrivers drivers;
    private final PlanSecrets secrets;
    private final HostGuard hosts;

    JdbcDatabase(
            ConnectionPlan connection,
            JdbcClientPlan client,
            JdbcDrivers drivers,
            PlanSecrets secrets,
            HostGuard hosts) {
        this.connection = connection;
        this.client = client;
        this.drivers = drivers;
        this.secrets = secrets;
        this.hosts = hosts;
    }

    /** For one statement. */
    Duration timeout() {
        return client.timeout();
    }

    /**
     * A session outside of auto-commit, so that rows come as they are read and nothing a query does stays.
     *
     * @throws HostRefused when a host of the URL may not be connected to
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    Connection open() throws SQLException {
        Properties properties = new Properties();
        client.properties().forEach((name, value) -> properties.setProperty(name, secrets.text(connection, value)));
        PlanSecrets.Login login = secrets.login(connection, client.login());
        if (login != null) {
            properties.setProperty("user", login.user());
            properties.setProperty("password", login.password());
        }
        hosts.check(JdbcHosts.of(client.url(), properties));
        Connection session = drivers.connect(client.url(), properties);
        try {
            session.setReadOnly(client.readOnly());
            session.setAutoCommit(false);
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
        try {
            // A server that is gone without a word; not every driver can
            session.setNetworkTimeout(
                    Runnable::run,
                    Math.toIntExact(
                            client.timeout().plus(LONGER_THAN_A_STATEMENT).toMillis()));
        } catch (SQLException | AbstractMethodError notKnown) {
            return session;
        }
        return session;
    }
}
