package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every key of auth reaches the plan, and every mistake in one is told with its place. */
class AuthKeysTest {

    private static final String CONNECTOR = """
            spec: {key: {type: secret, rotates: true}, id: {}}
            clients:
              api:
                kind: http
                baseUrl: https://example.com
                auth: %s
            inbound:
              poll:
                emits: order
                mapping: acme.order
                key: {pointer: /$(settings.id)}
                source:
                  kind: poll-http
                  every: PT1H
                  request: {get: /orders, query: {since: $(cursor.from), after: $(page.token)}}
                  records: /orders
                  pages: {kind: cursor, token: /next}
                  cursor: {field: /t, type: instant}
            """;
    private static final Template KEY = Template.parse("$(secrets.key)");

    @TempDir
    private Path folder;

    @Test
    void oauth2HasItsDefaults() {
        assertThat(auth("{kind: oauth2, grant: client_credentials, tokenUrl: 'https://id.example.com/token',"
                        + " clientId: $(settings.id), clientSecret: $(secrets.key)}"))
                .isEqualTo(new Auth.OAuth2(
                        Auth.OAuth2.Grant.CLIENT_CREDENTIALS,
                        Auth.OAuth2.ClientAuth.BASIC,
                        "https://id.example.com/token",
                        Template.parse("me"),
                        KEY,
                        null,
                        List.of(),
                        Map.of(),
                        List.of("invalid_grant"),
                        Auth.Login.Sent.BEARER));
    }

    @Test
    void everyKeyOfOauth2ReachesThePlan() {
        assertThat(auth(
                        "{kind: oauth2, grant: refresh_token, clientAuth: body, tokenUrl: 'https://$(settings.id).com/t',"
                                + " clientId: $(secrets.key), refreshToken: $(secrets.key), scopes: [read, $(settings.id)],"
                                + " parameters: {audience: all}, rotation: {singleFlight: database_lock, persist: before_use},"
                                + " send: {in: header, name: X-Token, prefix: t-},"
                                + " onDead: {errors: [invalid_grant, gone], do: pause_connection}}"))
                .isEqualTo(new Auth.OAuth2(
                        Auth.OAuth2.Grant.REFRESH_TOKEN,
                        Auth.OAuth2.ClientAuth.BODY,
                        "https://me.com/t",
                        KEY,
                        null,
                        KEY,
                        List.of("read", "me"),
                        Map.of("audience", Template.parse("all")),
                        List.of("invalid_grant", "gone"),
                        new Auth.Login.Sent(Auth.Login.Sent.Carrier.HEADER, "X-Token", "t-")));
    }

    @Test
    void everyKeyOfJwtReachesThePlan() {
        assertThat(auth("{kind: jwt, algorithm: HS256, secret: $(secrets.key)}"))
                .isEqualTo(new Auth.Jwt(
                        Auth.Jwt.Algorithm.HS256, KEY, null, null, null, null, Map.of(), Duration.ofMinutes(5), null));
        assertThat(auth("{kind: jwt, algorithm: ES256, privateKey: $(secrets.key), keyId: k1, issuer: i, subject: s,"
                        + " audience: a, claims: {scope: x}, validity: PT1M, exchange: {tokenUrl: 'https://t.com/t',"
                        + " scopes: [r], parameters: {p: q}, onDead: {errors: [e], do: pause_connection}}}"))
                .isEqualTo(new Auth.Jwt(
                        Auth.Jwt.Algorithm.ES256,
                        KEY,
                        Template.parse("k1"),
                        Template.parse("i"),
                        Template.parse("s"),
                        Template.parse("a"),
                        Map.of("scope", Template.parse("x")),
                        Duration.ofMinutes(1),
                        new Auth.Jwt.Exchange(
                                "https://t.com/t", List.of("r"), Map.of("p", Template.parse("q")), List.of("e"))));
    }

    @Test
    void everyKeyOfOauth1ReachesThePlan() {
        assertThat(
                        auth(
                                "{kind: oauth1, signature: hmac-sha1, consumerKey: $(secrets.key), consumerSecret:"
                                        + " $(secrets.key), token: $(secrets.key), tokenSecret: $(secrets.key), realm: $(settings.id)}"))
                .isEqualTo(new Auth.OAuth1(Auth.OAuth1.Signature.HMAC_SHA1, KEY, KEY, KEY, KEY, Template.parse("me")));
        assertThat(auth("{kind: oauth1, signature: hmac-sha256, consumerKey: $(secrets.key), consumerSecret:"
                        + " $(secrets.key)}"))
                .isEqualTo(new Auth.OAuth1(Auth.OAuth1.Signature.HMAC_SHA256, KEY, KEY, null, null, null));
    }

    @Test
    void everyKeyOfLoginReachesThePlan() {
        assertThat(auth("{kind: login, request: {post: /login, headers: {X-A: b}, json: '{\"p\": \"$(secrets.key)\"}'},"
                        + " token: {pointer: /t}, send: {in: header, name: X-T, prefix: 'T '}, lives: PT20M}"))
                .isEqualTo(new Auth.Login(
                        "POST",
                        Template.parse("/login"),
                        Map.of("X-A", Template.parse("b")),
                        new Auth.Login.Body.Json(new JsonTemplate(
                                JsonNodeFactory.instance.objectNode().put("p", "$(secrets.key)"))),
                        new Auth.Login.Found.Pointer(JsonPointer.compile("/t")),
                        new Auth.Login.Sent(Auth.Login.Sent.Carrier.HEADER, "X-T", "T "),
                        Duration.ofMinutes(20)));
        assertThat(auth("{kind: login, request: {put: /login, form: {p: $(secrets.key)}}, token: {cookie: SID},"
                        + " send: {in: cookie, name: SID}}"))
                .isEqualTo(new Auth.Login(
                        "PUT",
                        Template.parse("/login"),
                        Map.of(),
                        new Auth.Login.Body.Form(Map.of("p", KEY)),
                        new Auth.Login.Found.Cookie("SID"),
                        new Auth.Login.Sent(Auth.Login.Sent.Carrier.COOKIE, "SID", ""),
                        null));
        assertThat(auth("{kind: login, request: {get: /login, headers: {X-P: $(secrets.key)}}, token: {header: X-S},"
                        + " send: {in: query, name: s}}"))
                .extracting(login -> ((Auth.Login) login).found())
                .isEqualTo(new Auth.Login.Found.Header("X-S"));
    }

    @Test
    void aCertificateStandsAloneOrBesideAnotherProof() {
        assertThat(auth("{kind: mtls, certificate: $(secrets.key), privateKey: $(secrets.key)}"))
                .isEqualTo(new Auth.Mtls(KEY, KEY, null, new Auth.None()));
        assertThat(auth("{kind: mtls, certificate: $(secrets.key), privateKey: $(secrets.key), authorities:"
                        + " $(secrets.key), also: {kind: bearer, token: $(secrets.key)}}"))
                .isEqualTo(new Auth.Mtls(KEY, KEY, KEY, new Auth.Bearer(KEY)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong_word          | grant                       | {kind: oauth2, grant: password, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key)}
            wrong_word          | clientAuth                  | {kind: oauth2, grant: client_credentials, clientAuth: query, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key)}
            wrong_type          | tokenUrl                    | {kind: oauth2, grant: client_credentials, tokenUrl: t.com, clientId: a, clientSecret: $(secrets.key)}
            missing_key         | tokenUrl                    | {kind: oauth2, grant: client_credentials, clientId: a, clientSecret: $(secrets.key)}
            missing_key         | clientId                    | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientSecret: $(secrets.key)}
            missing_key         | clientSecret                | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: $(secrets.key)}
            missing_key         | refreshToken                | {kind: oauth2, grant: refresh_token, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key)}
            too_many            | refreshToken                | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), refreshToken: $(secrets.key)}
            secret_written_out  | clientSecret                | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: $(secrets.key), clientSecret: hunter2}
            wrong_word          | rotation.persist            | {kind: oauth2, grant: refresh_token, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), refreshToken: $(secrets.key), rotation: {persist: later}}
            wrong_word          | rotation.singleFlight       | {kind: oauth2, grant: refresh_token, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), refreshToken: $(secrets.key), rotation: {singleFlight: no}}
            wrong_word          | onDead.do                   | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), onDead: {errors: [x], do: retry}}
            missing_key         | onDead                      | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), onDead: {do: pause_connection}}
            unknown_key         | token                       | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), token: x}
            secret_out_of_scope | scopes                      | {kind: oauth2, grant: client_credentials, tokenUrl: 'https://t.com', clientId: a, clientSecret: $(secrets.key), scopes: [$(secrets.key)]}
            wrong_word          | algorithm                   | {kind: jwt, algorithm: none, privateKey: $(secrets.key)}
            missing_key         | privateKey                  | {kind: jwt, algorithm: RS256, keyId: $(secrets.key)}
            wrong_type          | validity                    | {kind: jwt, algorithm: RS256, privateKey: $(secrets.key), validity: P1D}
            missing_key         | exchange.tokenUrl           | {kind: jwt, algorithm: RS256, privateKey: $(secrets.key), exchange: {scopes: [a]}}
            wrong_word          | signature                   | {kind: oauth1, signature: plaintext, consumerKey: $(secrets.key), consumerSecret: $(secrets.key)}
            missing_key         | tokenSecret                 | {kind: oauth1, signature: hmac-sha1, consumerKey: $(secrets.key), consumerSecret: $(secrets.key), token: $(secrets.key)}
            missing_key         | request                     | {kind: login, token: {header: $(secrets.key)}, send: {in: header, name: x}}
            wrong_type          | request.post                | {kind: login, request: {post: login, form: {p: $(secrets.key)}}, token: {header: x}, send: {in: header, name: x}}
            too_many            | request.form                | {kind: login, request: {get: /login, form: {p: $(secrets.key)}}, token: {header: x}, send: {in: header, name: x}}
            too_many            | request.form                | {kind: login, request: {post: /login, json: '{}', form: {p: $(secrets.key)}}, token: {header: x}, send: {in: header, name: x}}
            wrong_json          | request.json                | {kind: login, request: {post: /login, json: '{', headers: {p: $(secrets.key)}}, token: {header: x}, send: {in: header, name: x}}
            missing_key         | token                       | {kind: login, request: {post: /login, form: {p: $(secrets.key)}}, send: {in: header, name: x}}
            missing_key         | send                        | {kind: login, request: {post: /login, form: {p: $(secrets.key)}}, token: {header: x}}
            wrong_word          | send.in                     | {kind: login, request: {post: /login, form: {p: $(secrets.key)}}, token: {header: x}, send: {in: body, name: x}}
            wrong_type          | lives                       | {kind: login, request: {post: /login, form: {p: $(secrets.key)}}, token: {header: x}, send: {in: header, name: x}, lives: 20m}
            secret_written_out  | privateKey                  | {kind: mtls, certificate: $(secrets.key), privateKey: PEM}
            missing_key         | certificate                 | {kind: mtls, privateKey: $(secrets.key)}
            wrong_word          | also                        | {kind: mtls, certificate: $(secrets.key), privateKey: $(secrets.key), also: {kind: mtls, certificate: $(secrets.key), privateKey: $(secrets.key)}}
            """)
    void aMistakeIsToldWithItsPlace(String rule, String field, String auth) {
        assertThat(load(auth).problems())
                .extracting(problem -> problem.rule() + " " + problem.field())
                .anyMatch(found -> found.startsWith(rule + " clients.api.auth." + field));
    }

    @Test
    void onlyASecretRotates() {
        ConnectorCatalog.Loaded loaded = new TestHome(folder)
                .connector("acme", "spec: {a: {rotates: true}}\nclients: {}\n")
                .load();

        assertThat(loaded.problems()).extracting(problem -> problem.field()).contains("spec.a.rotates");
    }

    private Auth auth(String auth) {
        ConnectorCatalog.Loaded loaded = load(auth);
        assertThat(loaded.problems()).isEmpty();
        return TestHome.http(TestHome.get(loaded.plans(), "acme"), "api").auth();
    }

    private ConnectorCatalog.Loaded load(String auth) {
        return new TestHome(folder)
                .connector("acme", CONNECTOR.formatted(auth))
                .connection("acme", "acme", "settings: {id: me}\nsecrets: {key: {kind: env, name: KEY}}\n")
                .load();
    }
}
