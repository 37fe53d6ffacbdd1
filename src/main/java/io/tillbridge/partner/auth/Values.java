package io.tillbridge.partner.auth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.JsonTemplate;
import io.tillbridge.connector.Template;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Renders templates with secrets and settings.
 *
 * @param scope the value of a placeholder; throws {@code IllegalStateException} when a secret is missing
 */
public record Values(Function<String, @Nullable JsonNode> scope) {

    String of(Template template) throws CredentialsUnusable {
        try {
            return template.render(scope);
        } catch (IllegalStateException e) {
            throw new CredentialsUnusable(String.valueOf(e.getMessage()), e);
        }
    }

    @Nullable
    String optional(@Nullable Template template) throws CredentialsUnusable {
        return template == null ? null : of(template);
    }

    /** In the order of their names. */
    Map<String, String> of(Map<String, Template> templates) throws CredentialsUnusable {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, Template> template : templates.entrySet()) {
            values.put(template.getKey(), of(template.getValue()));
        }
        return values;
    }

    String json(JsonTemplate template) throws CredentialsUnusable {
        try {
            return template.render(scope).toString();
        } catch (IllegalStateException e) {
            throw new CredentialsUnusable(String.valueOf(e.getMessage()), e);
        }
    }
}
