package io.tillbridge.partner.auth;

import io.tillbridge.connector.Auth;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges a signed token for an access token (RFC 7523, section 2.1). */
record AssertionIssuer(Auth.Jwt auth, Auth.Jwt.Exchange exchange, SignedToken tokens, TokenEndpoint endpoint)
        implements Issuer {

    @Override
    public String origin() throws CredentialsUnusable {
        Values values = tokens.values();
        return String.join(
                "\n",
                exchange.tokenUrl(),
                values.of(auth.key()),
                String.valueOf(values.optional(auth.issuer())),
                String.valueOf(values.optional(auth.subject())),
                String.valueOf(values.optional(auth.audience())),
                values.of(auth.claims()).toString(),
                exchange.scopes().toString(),
                values.of(exchange.parameters()).toString());
    }

    @Override
    public Issued issue(@Nullable String refreshToken) throws IOException {
        String assertion = tokens.make();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", assertion);
        if (!exchange.scopes().isEmpty()) {
            form.put("scope", String.join(" ", exchange.scopes()));
        }
        form.putAll(tokens.values().of(exchange.parameters()));
        return endpoint.post(form, null, List.of(assertion));
    }
}
