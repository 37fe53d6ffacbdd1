package io.tillbridge.partner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import org.jspecify.annotations.Nullable;

/** The placeholder scopes every template may use: {@code settings.*} and {@code connection.*}. */
public final class PlanScope {

    private PlanScope() {}

    /** The value of {@code settings.<name>}, {@code connection.id} or {@code connection.timezone}; else null. */
    public static @Nullable JsonNode value(ConnectionPlan plan, String path) {
        if (path.startsWith("settings.")) {
            String value = plan.settings().get(path.substring("settings.".length()));
            return value == null ? null : TextNode.valueOf(value);
        }
        return switch (path) {
            case "connection.id" -> TextNode.valueOf(plan.id());
            case "connection.timezone" -> TextNode.valueOf(plan.timezone().getId());
            case "connection.startAt" ->
                plan.startAt() == null ? null : TextNode.valueOf(plan.startAt().toString());
            default -> null;
        };
    }
}
