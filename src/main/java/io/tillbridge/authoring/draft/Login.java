package io.tillbridge.authoring.draft;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a client says who it is.
 *
 * @param auth as {@code auth:} says it
 * @param headers of every call
 * @param secrets rows of {@code spec} by name, such as {@code {type: secret}}
 */
public record Login(String auth, Map<String, String> headers, Map<String, String> secrets) {

    /** The row of a secret. */
    public static final String SECRET = "{type: secret}";

    public Login {
        headers = new LinkedHashMap<>(headers);
        secrets = new LinkedHashMap<>(secrets);
    }

    /** No credentials. */
    public static Login none() {
        return new Login("{kind: none}", Map.of(), Map.of());
    }

    /** {@code Authorization: Bearer}. */
    public static Login bearer() {
        return new Login("{kind: bearer, token: $(secrets.token)}", Map.of(), Map.of("token", SECRET));
    }

    /** User and password. */
    public static Login basic() {
        return new Login(
                "{kind: basic, user: $(secrets.user), password: $(secrets.password)}",
                Map.of(),
                Map.of("user", SECRET, "password", SECRET));
    }
}
