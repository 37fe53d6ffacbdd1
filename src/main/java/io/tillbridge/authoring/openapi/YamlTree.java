package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.mapping.ExactJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads JSON or YAML as JSON, numbers with the digits that were written. */
final class YamlTree {

    /** Documents of large APIs have some megabytes. */
    private static final int MOST_CODE_POINTS = 50_000_000;

    private YamlTree() {}

    /**
     * The document.
     *
     * @throws IllegalArgumentException when it is neither JSON nor YAML
     */
    static JsonNode read(String text) {
        try {
            if (text.stripLeading().startsWith("{")) {
                return ExactJson.parse(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // YAML's own braces
        }
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(MOST_CODE_POINTS)
                    .setAllowDuplicateKeys(true)
                    .build();
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> json(node, 0))
                    .orElse(NullNode.getInstance());
        } catch (YamlEngineException e) {
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("the OpenAPI document is neither JSON nor YAML: " + first);
        }
    }

    private static JsonNode json(@Nullable Node node, int depth) {
        if (depth > 200) {
            throw new IllegalArgumentException("the OpenAPI document is nested too deep");
        }
        if (node instanceof MappingNode map) {
            ObjectNode object = ExactJson.nodes().objectNode();
            map.getValue().forEach(pair -> {
                if (pair.getKeyNode() instanceof ScalarNode key) {
                    object.set(key.getValue(), json(pair.getValueNode(), depth + 1));
                }
            });
            return object;
        }
        if (node instanceof SequenceNode list) {
            ArrayNode array = ExactJson.nodes().arrayNode();
            list.getValue().forEach(element -> array.add(json(element, depth + 1)));
            return array;
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : NullNode.getInstance();
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Map<Tag, Boolean> numbers = Map.of(Tag.INT, true, Tag.FLOAT, false);
        try {
            if (scalar.getTag().equals(Tag.NULL)) {
                return NullNode.getInstance();
            }
            if (scalar.getTag().equals(Tag.BOOL)) {
                return BooleanNode.valueOf(Boolean.parseBoolean(text));
            }
            Boolean whole = numbers.get(scalar.getTag());
            if (whole != null) {
                return whole ? BigIntegerNode.valueOf(new BigInteger(text)) : DecimalNode.valueOf(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            // A number of another notation, such as 0x1F, stays text
        }
        return TextNode.valueOf(text);
    }
}
