package io.tillbridge.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines as the journal's table keeps them; numbers are text, so that none is read as binary. */
final class LinesJson {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private LinesJson() {}

    static String write(List<JournalLine> lines) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(lines.size());
        for (JournalLine line : lines) {
            ObjectNode node = array.addObject()
                    .put("a", line.account().word())
                    .put("v", line.amount().toPlainString());
            put(node, "o", line.of());
            put(node, "q", line.quantity() == null ? null : line.quantity().toPlainString());
            put(node, "c", line.cost() == null ? null : line.cost().toPlainString());
        }
        return array.toString();
    }

    static List<JournalLine> read(String text) {
        try {
            List<JournalLine> lines = new ArrayList<>();
            for (JsonNode node : JSON.readTree(text)) {
                lines.add(new JournalLine(
                        Account.of(node.path("a").asText()),
                        new BigDecimal(node.path("v").asText()),
                        node.path("o").asText(null),
                        decimal(node, "q"),
                        decimal(node, "c")));
            }
            return lines;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("journal lines are no JSON: " + text, e);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static @Nullable BigDecimal decimal(JsonNode node, String name) {
        return node.hasNonNull(name) ? new BigDecimal(node.path(name).asText()) : null;
    }
}
