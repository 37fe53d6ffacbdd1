package io.tillbridge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingCatalog;
import io.tillbridge.mapping.Translation;
import io.tillbridge.mapping.TranslationInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;

/** Four ways to make the canonical order out of the two-line sample: the mapping, jq, JSLT and Java by hand. */
final class OrderTranslators {

    private static final Path SAMPLE = Path.of("mappings/shopify/order/samples/two-lines");
    private static final Version JQ = Versions.JQ_1_6;
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final JsonNode order = ExactJson.parse(Files.readAllBytes(SAMPLE.resolve("in.json")));
    private final TranslationInput input = new TranslationInput(
            order,
            new TranslationInput.Connection("acme-us", ZONE, Map.of("defaultLocation", "DC1")),
            new TranslationInput.Event(Instant.parse("2026-01-01T00:00:00Z"), "orders", Map.of(), null),
            Map.of(),
            List.of());
    private final Mapping mapping =
            Objects.requireNonNull(MappingCatalog.load(Path.of("")).version("shopify.order", 1));
    private final JsonQuery query = JsonQuery.compile(resource("shopify-order.jq"), JQ);
    private final Scope scope = Scope.newEmptyScope();
    private final Expression expression = Parser.compileString(resource("shopify-order.jslt"));
    private final Map<String, JsonNode> variables = Map.of("connection", connection());
    private final OrderByHand hand = new OrderByHand("acme-us", ZONE, "DC1");

    OrderTranslators() throws IOException {
        BuiltinFunctionLoader.getInstance().loadFunctions(JQ, scope);
        scope.setValue("connection", connection());
    }

    JsonNode byMapping() {
        return ((Translation.Translated) mapping.translate(input)).result();
    }

    JsonNode byJq() throws IOException {
        JsonNode[] result = new JsonNode[1];
        query.apply(Scope.newChildScope(scope), order, out -> result[0] = out);
        return result[0];
    }

    JsonNode byJslt() {
        return expression.apply(variables, order);
    }

    JsonNode byHand() {
        return hand.translate(order);
    }

    /**
     * Holds all four against the sample's expected document.
     *
     * @throws IllegalStateException when one gives another document: then its figure would mean nothing
     */
    void check() throws IOException {
        JsonNode expected = ExactJson.parse(Files.readAllBytes(SAMPLE.resolve("out.json")));
        Map<String, JsonNode> found =
                new TreeMap<>(Map.of("mapping", byMapping(), "jq", byJq(), "jslt", byJslt(), "by hand", byHand()));
        found.forEach((name, result) -> {
            if (!result.equals(expected)) {
                throw new IllegalStateException(name + " gives another order:\n" + result + "\n" + expected);
            }
        });
    }

    private static ObjectNode connection() {
        ObjectNode connection =
                JsonNodeFactory.instance.objectNode().put("id", "acme-us").put("timezone", ZONE.getId());
        connection.putObject("settings").put("defaultLocation", "DC1");
        return connection;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(OrderTranslators.class.getResourceAsStream("/bench/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
