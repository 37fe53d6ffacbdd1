package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.Pages;
import io.tillbridge.partner.PlanScope;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The placeholders of polls and fetches: {@code cursor.*}, {@code page.*}, {@code args.*}, settings and connection. */
final class PullScope {

    private PullScope() {}

    /** Of a fetch, or of a poll narrowed to one key. */
    static Function<String, @Nullable JsonNode> args(ConnectionPlan connection, Map<String, String> args) {
        return named("args", args, path -> PlanScope.value(connection, path));
    }

    /** Of values by name below one scope, such as {@code cursor.from}. */
    static Function<String, @Nullable JsonNode> named(
            String scope, Map<String, String> values, Function<String, ? extends @Nullable JsonNode> otherwise) {
        String prefix = scope + ".";
        return path ->
                path.startsWith(prefix) ? text(values.get(path.substring(prefix.length()))) : otherwise.apply(path);
    }

    /**
     * Of one page of a listing; what asks for the first page has no value, so that its member is dropped.
     *
     * @param keyedByCursor whether the first page is asked for after the cursor's value
     */
    static Function<String, @Nullable JsonNode> page(
            Pages pages,
            boolean keyedByCursor,
            PagePlace place,
            Function<String, ? extends @Nullable JsonNode> otherwise) {
        return path -> switch (path) {
            case "page.token" -> text(place.token());
            case "page.after" ->
                place.token() == null && keyedByCursor ? otherwise.apply("cursor.from") : text(place.token());
            case "page.number" ->
                IntNode.valueOf(place.pages() + (pages instanceof Pages.Numbered numbered ? numbered.start() : 1));
            case "page.offset" -> LongNode.valueOf(place.records());
            case "page.size" -> IntNode.valueOf(pages.size());
            default -> otherwise.apply(path);
        };
    }

    private static @Nullable JsonNode text(@Nullable String value) {
        return value == null ? null : TextNode.valueOf(value);
    }
}
