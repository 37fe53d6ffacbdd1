package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;
import java.util.Map;

/** Reads how a client proves who it is. */
final class AuthReader {

    private AuthReader() {}

    static Auth read(Section client) {
        Section auth = client.required("auth", "{kind: none|api_key|basic|bearer, ...}");
        if (auth == null) {
            return new Auth.None();
        }
        String kind = auth.word("kind", ConditionReader.words("none", "api_key", "basic", "bearer"));
        if (kind == null) {
            return new Auth.None();
        }
        Auth read = switch (kind) {
            case "api_key" -> apiKey(auth);
            case "basic" -> new Auth.Basic(plain(auth, "user"), secret(auth, "password"));
            case "bearer" -> new Auth.Bearer(secret(auth, "token"));
            default -> new Auth.None();
        };
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

    private static Template plain(Section auth, String key) {
        return auth.template(key, Roots.SECRETS);
    }

    /** A template with at least one secret in it; a credential written out is a problem and is not quoted. */
    private static Template secret(Section auth, String key) {
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
