package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads how a client proves who it is. */
final class AuthReader {

    private static final Map<String, Function<Section, Auth>> KINDS = Map.of(
            "none", auth -> new Auth.None(),
            "api_key", AuthReader::apiKey,
            "basic", auth -> new Auth.Basic(auth.template("user", Roots.SECRETS), secret(auth, "password")),
            "bearer", auth -> new Auth.Bearer(secret(auth, "token")),
            "oauth2", TokenAuthReader::oauth2,
            "oauth1", AuthReader::oauth1,
            "jwt", TokenAuthReader::jwt,
            "login", LoginReader::read,
            "mtls", AuthReader::mtls);
    private static final Map<String, Auth.OAuth1.Signature> SIGNATURES =
            Map.of("hmac-sha1", Auth.OAuth1.Signature.HMAC_SHA1, "hmac-sha256", Auth.OAuth1.Signature.HMAC_SHA256);

    private AuthReader() {}

    static Auth read(Section client) {
        Section auth = client.required("auth", "{kind: none|api_key|basic|bearer|oauth2|oauth1|jwt|login|mtls, ...}");
        return auth == null ? new Auth.None() : of(auth);
    }

    private static Auth of(Section auth) {
        Function<Section, Auth> kind = auth.word("kind", KINDS);
        if (kind == null) {
            return new Auth.None();
        }
        Auth read = kind.apply(auth);
        auth.close();
        return read;
    }

    private static Auth apiKey(Section auth) {
        Auth.ApiKey.Place in =
                auth.word("in", Map.of("header", Auth.ApiKey.Place.HEADER, "query", Auth.ApiKey.Place.QUERY));
        return new Auth.ApiKey(
                in == null ? Auth.ApiKey.Place.HEADER : in,
                auth.text("name", "the header's or parameter's name"),
                secret(auth, "value"));
    }

    private static Auth oauth1(Section auth) {
        Auth.OAuth1.Signature signature = auth.word("signature", SIGNATURES);
        if (auth.has("token") != auth.has("tokenSecret")) {
            auth.missing(auth.has("token") ? "tokenSecret" : "token", "token and tokenSecret, or neither");
        }
        return new Auth.OAuth1(
                signature == null ? Auth.OAuth1.Signature.HMAC_SHA256 : signature,
                secret(auth, "consumerKey"),
                secret(auth, "consumerSecret"),
                auth.has("token") ? secret(auth, "token") : null,
                auth.has("tokenSecret") ? secret(auth, "tokenSecret") : null,
                optional(auth, "realm"));
    }

    private static Auth mtls(Section auth) {
        Section also = auth.optional("also");
        Auth inner = also == null ? new Auth.None() : of(also);
        if (inner instanceof Auth.Mtls) {
            auth.placeOf("also").problem("wrong_word", "'mtls' in mtls", "another kind", "remove also");
        }
        return new Auth.Mtls(
                secret(auth, "certificate"), secret(auth, "privateKey"), optional(auth, "authorities"), inner);
    }

    /** A template that may name secrets; null when absent. */
    static @Nullable Template optional(Section auth, String key) {
        return auth.has(key) ? auth.template(key, Roots.SECRETS) : null;
    }

    /** A template with at least one secret in it; a credential written out is a problem and is not quoted. */
    static Template secret(Section auth, String key) {
        YamlText text = auth.scalar(key);
        if (text != null && !text.value().contains("$(secrets.")) {
            text.problem(
                    "secret_written_out",
                    "a credential without $(secrets.NAME)",
                    "$(secrets.NAME)",
                    "declare the secret under spec and name it here");
            return Template.parse("");
        }
        return auth.template(key, Roots.SECRETS);
    }
}
