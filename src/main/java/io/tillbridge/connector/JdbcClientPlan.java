package io.tillbridge.connector;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database that is read by SQL.
 *
 * @param url a JDBC URL without credentials
 * @param login user and password, or none
 * @param readOnly the session is declared read-only; whatever a query does is rolled back in any case
 * @param properties passed to the driver beside the login
 * @param timeout for one statement
 */
public record JdbcClientPlan(
        String name, String url, Auth login, boolean readOnly, Map<String, Template> properties, Duration timeout)
        implements ClientPlan {

    public JdbcClientPlan {
        properties = Map.copyOf(properties);
    }

    @Override
    public @Nullable Budget budget() {
        return null;
    }
}
