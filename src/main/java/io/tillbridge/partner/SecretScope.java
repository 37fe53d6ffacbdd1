package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.SecretReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The placeholders of credentials: {@code secrets.*}, and what every template may use. */
record SecretScope(ConnectionPlan connection, CallSecrets secrets) {

    static final String ROOT = "secrets.";

    /**
     * The value of a placeholder; null when there is none.
     *
     * @throws IllegalStateException when a secret is missing; the message names its reference
     */
    @Nullable
    JsonNode value(String path) {
        if (!path.startsWith(ROOT)) {
            return PlanScope.value(connection, path);
        }
        String name = path.substring(ROOT.length());
        SecretReference reference = connection.secrets().get(name);
        if (reference == null) {
            throw new IllegalStateException("connection " + connection.id() + " has no secret '" + name
                    + "'; add it under secrets in its connection file");
        }
        List<String> values = secrets.values(reference);
        if (values.isEmpty()) {
            throw new IllegalStateException("secret '" + name + "' of connection " + connection.id()
                    + " is empty; expected a value in " + reference.kind() + " " + reference.name());
        }
        return TextNode.valueOf(values.get(0));
    }
}
