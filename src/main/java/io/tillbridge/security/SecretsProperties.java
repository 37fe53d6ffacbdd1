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
 */
@ConfigurationProperties("tillbridge.secrets")
public record SecretsProperties(
        @DefaultValue("") String directory,
        @DefaultValue("PT30S") Duration reload) {

    public SecretsProperties {
        SettingRanges.of("tillbridge.secrets").notNegative("reload", reload).refuse();
    }
}
