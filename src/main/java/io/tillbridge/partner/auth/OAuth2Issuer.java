package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks for access tokens by the grants {@code client_credentials} and {@code refresh_token} (RFC 6749, 4.4 and 6). */
record OAuth2Issuer(Auth.OAuth2 auth, Values values, TokenEndpoint endpoint) implements Issuer {

    /** A refresh token belongs to the client it was given to: another secret or scope of that client keeps it. */
    @Override
    public String origin() throws CredentialsUnusable {
        String who = auth.tokenUrl() + "\n" + values.of(auth.clientId());
        String first = firstRefreshToken();
        return first != null
                ? who + "\n" + first
                : who + "\n" + values.optional(auth.clientSecret()) + "\n" + auth.scopes() + "\n"
                        + values.of(auth.parameters());
    }

    @Override
    public @Nullable String firstRefreshToken() throws CredentialsUnusable {
        return values.optional(auth.refreshToken());
    }

    @Override
    public Issued issue(@Nullable String refreshToken) throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        if (auth.grant() == Auth.OAuth2.Grant.REFRESH_TOKEN) {
            form.put("grant_type", "refresh_token");
            form.put("refresh_token", Objects.requireNonNull(refreshToken));
        } else {
            form.put("grant_type", "client_credentials");
        }
        if (!auth.scopes().isEmpty()) {
            form.put("scope", String.join(" ", auth.scopes()));
        }
        form.putAll(values.of(auth.parameters()));
        String id = values.of(auth.clientId());
        String secret = values.optional(auth.clientSecret());
        String authorization = null;
        if (auth.clientAuth() == Auth.OAuth2.ClientAuth.BASIC) {
            String pair = FormText.encode(id) + ":" + FormText.encode(secret == null ? "" : secret);
            authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        } else {
            form.put("client_id", id);
            if (secret != null) {
                form.put("client_secret", secret);
            }
        }
        return endpoint.post(
                form, authorization, List.of(secret == null ? "" : secret, refreshToken == null ? "" : refreshToken));
    }
}
