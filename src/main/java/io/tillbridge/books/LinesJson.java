package io.tillbridge.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        StringBuilder text = new StringBuilder(64 * lines.size()).append('[');
        for (JournalLine line : lines) {
            text.append(text.length() == 1 ? "{" : ",{");
            put(text, "a", line.account().word());
            put(text.append(','), "v", line.amount().toPlainString());
            if (line.of() != null) {
                put(text.append(','), "o", line.of());
            }
            if (line.quantity() != null) {
                put(text.append(','), "q", line.quantity().toPlainString());
            }
            if (line.cost() != null) {
                put(text.append(','), "c", line.cost().toPlainString());
            }
            text.append('}');
        }
        return text.append(']').toString();
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

    private static void put(StringBuilder text, String name, String value) {
        text.append('"').append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
    }

    private static @Nullable BigDecimal decimal(JsonNode node, String name) {
        return node.hasNonNull(name) ? new BigDecimal(node.path(name).asText()) : null;
    }
}
