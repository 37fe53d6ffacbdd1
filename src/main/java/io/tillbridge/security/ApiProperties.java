package io.tillbridge.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people's tools get in.
 *
 * @param token the bearer token of the API; empty to have one generated in the data directory
 */
@ConfigurationProperties("tillbridge.api")
public record ApiProperties(@DefaultValue("") String token) {

    /** Without the token. */
    @Override
    public String toString() {
        return "ApiProperties[token=***]";
    }
}
