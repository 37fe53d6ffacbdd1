package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Auth.Jwt.Algorithm;
import io.tillbridge.connector.Auth.OAuth2.ClientAuth;
import io.tillbridge.connector.Auth.OAuth2.Grant;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlNode;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads auth by OAuth 2 and by signed tokens. */
final class TokenAuthReader {

    private static final Map<String, Grant> GRANTS =
            Map.of("client_credentials", Grant.CLIENT_CREDENTIALS, "refresh_token", Grant.REFRESH_TOKEN);
    private static final Map<String, ClientAuth> CLIENT_AUTH =
            Map.of("basic", ClientAuth.BASIC, "body", ClientAuth.BODY);
    private static final Map<String, Algorithm> ALGORITHMS =
            Map.of("RS256", Algorithm.RS256, "ES256", Algorithm.ES256, "HS256", Algorithm.HS256);
    private static final Duration VALIDITY = Duration.ofMinutes(5);
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(1);

    private TokenAuthReader() {}

    static Auth oauth2(Section auth) {
        Grant grant = auth.word("grant", GRANTS);
        ClientAuth clientAuth = auth.has("clientAuth") ? auth.word("clientAuth", CLIENT_AUTH) : ClientAuth.BASIC;
        boolean refreshes = grant == Grant.REFRESH_TOKEN;
        if (auth.has("refreshToken") && !refreshes) {
            auth.placeOf("refreshToken")
                    .problem("too_many", "refreshToken", "one with grant refresh_token only", "remove it");
        }
        if (refreshes) {
            rotation(auth);
        }
        boolean secretless = clientAuth == ClientAuth.BODY && !auth.has("clientSecret");
        return new Auth.OAuth2(
                grant == null ? Grant.CLIENT_CREDENTIALS : grant,
                clientAuth == null ? ClientAuth.BASIC : clientAuth,
                url(auth),
                auth.template("clientId", Roots.SECRETS),
                secretless ? null : AuthReader.secret(auth, "clientSecret"),
                refreshes ? AuthReader.secret(auth, "refreshToken") : null,
                scopes(auth),
                auth.templates("parameters", Roots.SECRETS),
                dead(auth),
                auth.has("send") ? LoginReader.sent(auth) : Auth.Login.Sent.BEARER);
    }

    static Auth jwt(Section auth) {
        Algorithm algorithm = auth.word("algorithm", ALGORITHMS);
        Duration validity = auth.duration("validity", VALIDITY);
        if (validity.isZero() || validity.compareTo(LONGEST_VALIDITY) > 0) {
            auth.placeOf("validity")
                    .problem("wrong_type", validity.toString(), "up to PT1H, more than zero", "write it like PT5M");
        }
        Section exchange = auth.optional("exchange");
        Auth.Jwt.Exchange exchanged = null;
        if (exchange != null) {
            exchanged = new Auth.Jwt.Exchange(
                    url(exchange), scopes(exchange), exchange.templates("parameters", Roots.SECRETS), dead(exchange));
            exchange.close();
        }
        return new Auth.Jwt(
                algorithm == null ? Algorithm.RS256 : algorithm,
                AuthReader.secret(auth, algorithm == Algorithm.HS256 ? "secret" : "privateKey"),
                AuthReader.optional(auth, "keyId"),
                AuthReader.optional(auth, "issuer"),
                AuthReader.optional(auth, "subject"),
                AuthReader.optional(auth, "audience"),
                auth.templates("claims", Roots.SECRETS),
                validity,
                exchanged);
    }

    private static String url(Section auth) {
        String url = auth.text("tokenUrl", "an absolute URL");
        if (!url.isEmpty() && !Setting.url(url)) {
            auth.placeOf("tokenUrl")
                    .problem("wrong_type", "'" + url + "'", "an absolute http or https URL", "correct the URL");
        }
        WrittenCredentials.refuseIn(auth.placeOf("tokenUrl"), url);
        return url;
    }

    private static List<String> scopes(Section auth) {
        return auth.texts("scopes").stream()
                .map(text -> Placeholders.template(text, Roots.NONE, auth.reading()))
                .map(Template::toString)
                .toList();
    }

    /** There is one way only; it is written down so that a reader of the connector sees it. */
    private static void rotation(Section auth) {
        Section rotation = auth.optional("rotation");
        if (rotation != null) {
            rotation.optionalWord("singleFlight", ConditionReader.words("database_lock"));
            rotation.optionalWord("persist", ConditionReader.words("before_use"));
            rotation.close();
        }
    }

    private static List<String> dead(Section auth) {
        Section dead = auth.optional("onDead");
        if (dead == null) {
            return List.of("invalid_grant");
        }
        dead.word("do", ConditionReader.words("pause_connection"));
        YamlNode.Place place = dead.placeOf("errors");
        List<String> errors = dead.texts("errors").stream().map(YamlText::value).toList();
        if (errors.isEmpty()) {
            place.problem("missing_key", "no errors", "a list such as [invalid_grant]", "name at least one");
        }
        dead.close();
        return errors;
    }
}
