package io.tillbridge.platform;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL the hub uses.
 *
 * @param url JDBC URL of an external server; without one the hub starts its own in the data directory
 * @param port loopback port of the embedded server, 0 for any free one
 * @param poolSize connections this node holds at most
 * @param connectTimeout how long a caller waits for a connection before it counts as away
 */
@ConfigurationProperties("tillbridge.database")
public record DatabaseProperties(
        @Nullable String url,
        @DefaultValue("tillbridge") String user,
        @DefaultValue("") String password,
        @DefaultValue("0") int port,
        @DefaultValue("24") int poolSize,
        @DefaultValue("PT5S") Duration connectTimeout) {

    public DatabaseProperties {
        SettingRanges.of("tillbridge.database")
                .port("port", port)
                .within("pool-size", poolSize, 1, 1_000)
                // The pool takes no shorter time
                .atLeast("connect-timeout", connectTimeout, Duration.ofMillis(250))
                .refuse();
    }

    /** Whether an external server was named. */
    public boolean external() {
        return url != null && !url.isBlank();
    }

    /** Without any password. */
    @Override
    public String toString() {
        return "DatabaseProperties[url=" + (url == null ? "" : ShownUrl.of(url)) + ", user=" + user + ", poolSize="
                + poolSize + "]";
    }
}
