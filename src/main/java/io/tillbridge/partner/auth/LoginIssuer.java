package io.tillbridge.partner.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Auth.Login.Found;
import io.tillbridge.partner.network.AddressRefused;
import io.tillbridge.partner.network.GuardedCall;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Logs in: one call brings the token of a session. A refused login is not tried again, lest the account be locked. */
record LoginIssuer(Auth.Login auth, String baseUrl, Values values, GuardedCall calls) implements Issuer {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String origin() throws CredentialsUnusable {
        return baseUrl + "\n" + values.of(auth.path()) + "\n" + values.of(auth.headers()) + "\n" + body();
    }

    @Override
    public Issued issue(@Nullable String refreshToken) throws IOException {
        ClassicRequestBuilder request = ClassicRequestBuilder.create(auth.method())
                .setUri(baseUrl + values.of(auth.path()))
                .setHeader("Accept", "application/json");
        String body = body();
        if (body != null) {
            request.setEntity(new StringEntity(
                    body,
                    auth.body() instanceof Auth.Login.Body.Form
                            ? ContentType.APPLICATION_FORM_URLENCODED
                            : ContentType.APPLICATION_JSON));
        }
        values.of(auth.headers()).forEach(request::setHeader);
        GuardedCall.Answered answered = send(request);
        String what = auth.method() + " " + auth.path() + " answered " + answered.status();
        if (answered.status() == 401 || answered.status() == 403) {
            throw new GrantDead(what + " to the login; correct user or password, then resume the connection");
        }
        String token = answered.status() < 400 ? find(answered) : null;
        if (token == null || token.isEmpty()) {
            throw new TokenUnavailable(what + " and has no session at " + auth.found());
        }
        return new Issued(token, null, auth.lives());
    }

    private GuardedCall.Answered send(ClassicRequestBuilder request) throws IOException {
        try {
            return calls.send(request.build());
        } catch (AddressRefused refused) {
            throw refused;
        } catch (IOException e) {
            throw new TokenUnavailable(
                    auth.method() + " " + auth.path() + " gave no answer ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    private @Nullable String body() throws CredentialsUnusable {
        if (auth.body() instanceof Auth.Login.Body.Json json) {
            return values.json(json.json());
        }
        return auth.body() instanceof Auth.Login.Body.Form form ? FormText.of(values.of(form.fields())) : null;
    }

    private @Nullable String find(GuardedCall.Answered answered) throws TokenUnavailable {
        if (auth.found() instanceof Found.Pointer pointer) {
            try {
                JsonNode node = JSON.readTree(answered.body()).at(pointer.pointer());
                return node.isValueNode() && !node.isNull() ? node.asText() : null;
            } catch (IOException e) {
                throw new TokenUnavailable("the answer to the login is no JSON", e);
            }
        }
        if (auth.found() instanceof Found.Header header) {
            return answered.headers().stream()
                    .filter(one -> one.getKey().equals(header.name().toLowerCase(Locale.ROOT)))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        String name = ((Found.Cookie) auth.found()).name() + "=";
        return answered.headers().stream()
                .filter(one ->
                        one.getKey().equals("set-cookie") && one.getValue().startsWith(name))
                .map(one -> one.getValue().substring(name.length()).split(";", 2)[0])
                .findFirst()
                .orElse(null);
    }
}
