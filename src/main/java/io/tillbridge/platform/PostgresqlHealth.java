package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Readiness part {@code postgresql}: up while a connection answers within two seconds of being had. */
@Component("postgresql")
final class PostgresqlHealth implements HealthIndicator {

    private final DataSource source;

    PostgresqlHealth(DataSource source) {
        this.source = source;
    }

    @Override
    public Health health() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(2)
                    ? Health.up().build()
                    : Health.down().withDetail("reason", "no answer within 2 s").build();
        } catch (SQLException e) {
            return Health.down()
                    .withDetail("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
