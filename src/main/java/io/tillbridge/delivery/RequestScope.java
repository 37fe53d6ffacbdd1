package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.enums.UuidNamespace;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.partner.PlanScope;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of placeholders in an outbound request: {@code canonical batch resolved mapped idempotency}. */
final class RequestScope {

    private final ConnectionPlan connection;
    private final Translated translated;
    private final UUID batch;
    private final String key;

    RequestScope(ConnectionPlan connection, OutboundFlow flow, Translated translated, UUID batch) {
        this.connection = connection;
        this.translated = translated;
        this.batch = batch;
        this.key = key(flow.idempotency().key());
    }

    /** The key that stays the same for every repetition of the attempt; made before it is first sent. */
    String idempotencyKey() {
        return key;
    }

    @Nullable
    JsonNode value(String path) {
        int dot = path.indexOf('.');
        String scope = dot < 0 ? path : path.substring(0, dot);
        String rest = dot < 0 ? "" : path.substring(dot + 1);
        return switch (scope) {
            case "mapped" -> at(translated.mapped(), rest);
            case "canonical" -> at(translated.canonical().get(0), rest);
            case "resolved" -> at(translated.resolved().get(head(rest)), tail(rest));
            case "batch" -> rest.equals("id") ? TextNode.valueOf(batch.toString()) : documents();
            case "idempotency" -> TextNode.valueOf(key);
            default -> PlanScope.value(connection, path);
        };
    }

    private String key(KeyRule rule) {
        if (rule instanceof KeyRule.Uuid5 uuid5) {
            StringJoiner name = new StringJoiner("\n");
            uuid5.scopes().forEach(path -> name.add(text(keyPart(path))));
            return UuidCreator.getNameBasedSha1(UuidNamespace.NAMESPACE_URL, name.toString())
                    .toString();
        }
        if (rule instanceof KeyRule.FromTemplate template) {
            return template.template().render(this::keyPart);
        }
        if (rule instanceof KeyRule.Fields fields) {
            StringJoiner name = new StringJoiner("/");
            fields.fields()
                    .forEach(field -> name.add(text(at(translated.canonical().get(0), field))));
            return name.toString();
        }
        return batch.toString();
    }

    /** A key is made from anything but itself. */
    private @Nullable JsonNode keyPart(String path) {
        return path.startsWith("idempotency") ? null : value(path);
    }

    private ArrayNode documents() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        translated.canonical().forEach(all::add);
        return all;
    }

    private static @Nullable JsonNode at(@Nullable JsonNode node, String path) {
        JsonNode found = node;
        String rest = path;
        while (found != null && !rest.isEmpty()) {
            found = found.get(head(rest));
            rest = tail(rest);
        }
        return found;
    }

    private static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static String tail(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? "" : path.substring(dot + 1);
    }

    private static String text(@Nullable JsonNode value) {
        return value == null ? "" : value.asText();
    }
}
