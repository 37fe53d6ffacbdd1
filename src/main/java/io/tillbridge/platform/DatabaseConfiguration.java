package io.tillbridge.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The connection pool, on the embedded server or an external one; Flyway migrates it before anything else uses it. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Enough for the pool, the tools of an operator and a second pool during a takeover. */
    private static final int SERVER_CONNECTIONS = 100;

    /** Lazy: asked for only when no external server is named. */
    @Lazy
    @Bean(destroyMethod = "close")
    LocalPostgres localPostgres(DataDirectory data, DatabaseProperties properties) {
        return LocalPostgres.start(data, properties.port(), SERVER_CONNECTIONS);
    }

    @Bean
    @ConditionalOnMissingBean({DataSource.class, DatabaseAccess.class})
    DatabaseAccess databaseAccess(DatabaseProperties properties, ObjectProvider<LocalPostgres> local) {
        return properties.external()
                ? new DatabaseAccess(Objects.requireNonNull(properties.url()), properties.user(), properties.password())
                : local.getObject().access();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(DataSource.class)
    HikariDataSource dataSource(DatabaseAccess access, DatabaseProperties properties) throws SQLException {
        requireReachable(access);
        HikariConfig config = new HikariConfig();
        config.setPoolName("tillbridge");
        config.setJdbcUrl(access.url());
        config.setMaximumPoolSize(properties.poolSize());
        config.setMinimumIdle(Math.min(4, properties.poolSize()));
        config.setConnectionTimeout(properties.connectTimeout().toMillis());
        config.setDataSourceProperties(access.properties());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "tillbridge");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Statements are planned once per connection, and the hot path has few of them
        config.addDataSourceProperty("prepareThreshold", "3");
        HikariDataSource pool = new HikariDataSource(config);
        try {
            DurabilityCheck.require(pool);
        } catch (SQLException | StartupFailure e) {
            pool.close();
            throw e;
        }
        return pool;
    }

    /** One plain connection first: a pool would retry a wrong password for seconds and bury the reason. */
    private static void requireReachable(DatabaseAccess access) {
        Properties login = access.properties();
        login.setProperty("connectTimeout", "5");
        login.setProperty("loginTimeout", "10");
        try (Connection connection = DriverManager.getConnection(access.url(), login)) {
            connection.isValid(5);
        } catch (SQLException e) {
            throw unreachable(access, e);
        }
    }

    private static StartupFailure unreachable(DatabaseAccess access, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String said = ShownUrl.in(String.valueOf(e.getMessage()), access.url()).replaceAll("\\s+", " ");
        return state.startsWith("28")
                ? new StartupFailure(
                        "database_login_refused",
                        "PostgreSQL at " + access.shownUrl() + " refused user " + access.user() + " (" + said
                                + "); correct tillbridge.database.user and tillbridge.database.password.",
                        e)
                : new StartupFailure(
                        "database_unreachable",
                        "PostgreSQL at " + access.shownUrl() + " cannot be used (" + said
                                + "); correct tillbridge.database.url (jdbc:postgresql://host:5432/database), or leave"
                                + " it out to use the embedded server.",
                        e);
    }
}
