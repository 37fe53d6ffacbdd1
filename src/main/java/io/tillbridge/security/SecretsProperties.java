package io.tillbridge.security;

import io.tillbridge.platform.SettingRanges;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where secret files lie.
 *
 * @param directory empty for {@code <home>/secrets}, then {@code <data>/secrets}
 * @param reload how long a value read is used before it is read again
 * @param tokenKey seals partners' tokens in PostgreSQL, the same on all its nodes; empty for one generated in the data directory
 */
@ConfigurationProperties("tillbridge.secrets")
public record SecretsProperties(
        @DefaultValue("") String directory,
        @DefaultValue("PT30S") Duration reload,
        @DefaultValue("") String tokenKey) {

    private static final int SHORTEST_KEY = 32;
    private static final int LONGEST_KEY = 1_000;

    public SecretsProperties {
        SettingRanges ranges = SettingRanges.of("tillbridge.secrets").notNegative("reload", reload);
        if (!tokenKey.isBlank()) {
            ranges.within("token-key, in characters,", tokenKey.length(), SHORTEST_KEY, LONGEST_KEY);
        }
        ranges.refuse();
    }
}
