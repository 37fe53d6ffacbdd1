package io.tillbridge.partner;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.Template;
import org.jspecify.annotations.Nullable;

/** Renders the templates of a client that name secrets, with the values that are valid now. */
public final class PlanSecrets {

    private final CallSecrets secrets;

    public PlanSecrets(CallSecrets secrets) {
        this.secrets = secrets;
    }

    /** Who logs in; prints without the password. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * The login of a client; null when it has none.
     *
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    public @Nullable Login login(ConnectionPlan connection, Auth login) {
        return login instanceof Auth.Basic basic
                ? new Login(text(connection, basic.user()), text(connection, basic.password()))
                : null;
    }

    /**
     * The text with its secrets in it.
     *
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    public String text(ConnectionPlan connection, Template template) {
        return template.render(new SecretScope(connection, secrets)::value);
    }
}
