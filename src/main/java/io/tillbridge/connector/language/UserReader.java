package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.Template;
import io.tillbridge.platform.YamlText;

/** Reads {@code user} and {@code password} of a client whose protocol has a login of its own. */
final class UserReader {

    private UserReader() {}

    /** The login; none when neither is there. A password written out is a problem and is not quoted. */
    static Auth read(Section client) {
        if (!client.has("user") && !client.has("password")) {
            return new Auth.None();
        }
        Template user = client.template("user", Roots.SECRETS);
        YamlText password = client.scalar("password");
        if (password != null && !password.value().contains("$(secrets.")) {
            password.problem(
                    "secret_written_out",
                    "a credential without $(secrets.NAME)",
                    "$(secrets.NAME)",
                    "declare the secret under spec and name it here");
            return new Auth.None();
        }
        return new Auth.Basic(user, client.template("password", Roots.SECRETS));
    }
}
