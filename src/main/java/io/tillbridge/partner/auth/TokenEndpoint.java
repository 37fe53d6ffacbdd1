package io.tillbridge.partner.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillbridge.partner.network.AddressRefused;
import io.tillbridge.partner.network.GuardedCall;
import io.tillbridge.platform.StorableText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.jspecify.annotations.Nullable;

/** Posts token requests and reads their answers (RFC 6749, sections 5.1 and 5.2). */
record TokenEndpoint(GuardedCall calls, String url, List<String> deadErrors) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    /**
     * Asks for a token.
     *
     * @param authorization value of that header; null for none
     * @param secrets never told in a message, even when the partner repeats them
     */
    Issuer.Issued post(Map<String, String> form, @Nullable String authorization, List<String> secrets)
            throws IOException {
        ClassicRequestBuilder request = ClassicRequestBuilder.post(url)
                .setHeader("Accept", "application/json")
                .setEntity(new StringEntity(FormText.of(form), ContentType.APPLICATION_FORM_URLENCODED));
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        GuardedCall.Answered answered;
        try {
            answered = calls.send(request.build());
        } catch (AddressRefused refused) {
            throw refused;
        } catch (IOException e) {
            throw new TokenUnavailable(url + " gave no answer (" + e.getClass().getSimpleName() + ")", e);
        }
        return read(answered, secrets);
    }

    private Issuer.Issued read(GuardedCall.Answered answered, List<String> secrets) throws IOException {
        JsonNode json = parse(answered.body());
        String token = json.path("access_token").asText("");
        if (answered.status() < 300 && !token.isEmpty()) {
            String refresh = json.path("refresh_token").asText("");
            return new Issuer.Issued(token, refresh.isEmpty() ? null : refresh, lives(json.path("expires_in")));
        }
        String error = json.path("error").asText("");
        String told = told(
                url + " answered " + answered.status() + " " + error + " "
                        + json.path("error_description").asText(""),
                secrets);
        if (deadErrors.contains(error)) {
            throw new GrantDead(
                    told + "; log in at the partner again and give the new secret, then resume the connection");
        }
        throw new TokenUnavailable(told.strip() + (answered.status() < 300 ? "; it has no access_token" : ""));
    }

    /** Seconds, which some partners write as text. */
    private static @Nullable Duration lives(JsonNode seconds) {
        String text = seconds.asText("");
        return text.matches("[0-9]{1,9}(\\.0+)?") ? Duration.ofSeconds(Long.parseLong(text.split("\\.", 2)[0])) : null;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private static String told(String text, List<String> secrets) {
        String masked = text;
        for (String secret : secrets) {
            masked = secret.isEmpty() ? masked : masked.replace(secret, "***");
        }
        return StorableText.cut(masked.strip(), SHOWN);
    }
}
