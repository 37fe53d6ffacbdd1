package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.partner.PlanScope;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The placeholders of polls and fetches: {@code cursor.*}, {@code page.*}, {@code args.*}, settings and connection. */
final class PullScope {

    private PullScope() {}

    /** Of a fetch, or of a poll narrowed to one key. */
    static Function<String, @Nullable JsonNode> args(ConnectionPlan connection, Map<String, String> args) {
        return path -> path.startsWith("args.")
                ? text(args.get(path.substring("args.".length())))
                : PlanScope.value(connection, path);
    }

    /**
     * Of one page of a poll.
     *
     * @param token null on the first page: the member that holds it is dropped
     */
    static Function<String, @Nullable JsonNode> page(
            ConnectionPlan connection, String from, @Nullable String to, @Nullable String token, int size) {
        return path -> switch (path) {
            case "cursor.from" -> text(from);
            case "cursor.to" -> text(to);
            case "page.token" -> text(token);
            case "page.size" -> IntNode.valueOf(size);
            default -> PlanScope.value(connection, path);
        };
    }

    private static @Nullable JsonNode text(@Nullable String value) {
        return value == null ? null : TextNode.valueOf(value);
    }
}
