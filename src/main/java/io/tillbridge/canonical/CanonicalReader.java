package io.tillbridge.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.ItemUpserted.Reference;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads canonical JSON, as {@code config/canonical} describes it, into what the books act on. */
public final class CanonicalReader {

    /** As in the schemas' {@code maxLength}. */
    private static final int LONGEST_ID = 200;

    private CanonicalReader() {}

    /**
     * Reads one event.
     *
     * @param receivedAt stands in where the event does not say when it happened
     * @throws InvalidCanonicalEvent when a required cell is missing, of the wrong kind or beyond its bounds, or the type never
     *     comes in
     */
    public static CanonicalEvent read(EventType type, ObjectNode body, Instant receivedAt) {
        return switch (type) {
            case ORDER -> order(body, receivedAt);
            case SALE ->
                new Sale(
                        id(body, "system"),
                        id(body, "register"),
                        text(body, "receiptNumber"),
                        id(body, "location"),
                        instant(body, "soldAt"),
                        lines(
                                body,
                                line -> new Sale.Line(id(line, "id"), text(line, "sku"), quantity(line, "quantity"))));
            case RETURN ->
                new Return(
                        id(body, "system"),
                        id(body, "id"),
                        optionalId(body, "orderId"),
                        optionalId(body, "location"),
                        instant(body, "returnedAt"),
                        lines(
                                body,
                                line -> new Return.Line(
                                        id(line, "id"),
                                        text(line, "sku"),
                                        quantity(line, "quantity"),
                                        text(line, "restock"),
                                        optionalId(line, "location"))));
            case STOCK_RECEIVED ->
                new StockReceived(
                        id(body, "system"),
                        id(body, "id"),
                        id(body, "location"),
                        instant(body, "receivedAt"),
                        lines(
                                body,
                                line -> new StockReceived.Line(
                                        id(line, "id"), text(line, "sku"), quantity(line, "quantity"))));
            case STOCK_ADJUSTED ->
                new StockAdjusted(
                        id(body, "system"),
                        id(body, "id"),
                        id(body, "location"),
                        instant(body, "adjustedAt"),
                        text(body, "reason"),
                        lines(
                                body,
                                line -> new StockAdjusted.Line(
                                        id(line, "id"),
                                        text(line, "sku"),
                                        quantity(line, "quantity"),
                                        orElse(line, "bucket", "sellable"))));
            case STOCK_SNAPSHOT ->
                new StockSnapshot(
                        id(body, "system"),
                        text(body, "sku"),
                        id(body, "location"),
                        quantity(body, "quantity"),
                        instant(body, "observedAt"));
            case ITEM_UPSERTED ->
                new ItemUpserted(
                        id(body, "system"),
                        id(body, "id"),
                        text(body, "sku"),
                        optional(body, "name"),
                        optional(body, "gtin"),
                        revision(body),
                        elements(
                                body,
                                "references",
                                reference -> new Reference(text(reference, "kind"), id(reference, "id"))),
                        receivedAt);
            case AVAILABILITY, ORDER_STATUS, DEAD_LETTER ->
                throw new InvalidCanonicalEvent("", "event type " + type + " only goes out; a source cannot emit it");
        };
    }

    private static Order order(ObjectNode body, Instant receivedAt) {
        Revision revision = revision(body);
        String revisionText = text(body, "revision");
        boolean timed = revisionText.indexOf('T') > 0;
        return new Order(
                id(body, "system"),
                id(body, "id"),
                text(body, "number"),
                text(body, "state"),
                revision,
                body.hasNonNull("placedAt") ? instant(body, "placedAt") : null,
                optionalId(body, "location"),
                distinct(lines(
                        body,
                        line -> new Order.Line(
                                id(line, "id"),
                                text(line, "sku"),
                                notNegative(line, "quantity"),
                                line.hasNonNull("fulfilled") ? notNegative(line, "fulfilled") : BigDecimal.ZERO,
                                optionalId(line, "location")))),
                timed ? Instant.parse(revisionText) : receivedAt);
    }

    /** What is promised and has left is kept by the line's id. */
    private static List<Order.Line> distinct(List<Order.Line> lines) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!ids.add(lines.get(i).id())) {
                throw new InvalidCanonicalEvent(
                        "lines[" + i + "].id", "an earlier line has this id too; each line of an order has its own");
            }
        }
        return lines;
    }

    private static Revision revision(JsonNode node) {
        try {
            return Revision.parse(text(node, "revision"));
        } catch (IllegalArgumentException e) {
            throw new InvalidCanonicalEvent("revision", String.valueOf(e.getMessage()));
        }
    }

    private static <T> List<T> lines(JsonNode body, Function<JsonNode, T> reader) {
        return elements(body, "lines", reader);
    }

    private static <T> List<T> elements(JsonNode body, String name, Function<JsonNode, T> reader) {
        JsonNode array = body.get(name);
        if (array == null || array.isNull()) {
            return List.of();
        }
        List<T> elements = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            try {
                elements.add(reader.apply(element));
            } catch (InvalidCanonicalEvent e) {
                throw e.below(name + "[" + elements.size() + "]");
            }
        }
        return elements;
    }

    private static String text(JsonNode node, String name) {
        String text = optional(node, name);
        if (text == null) {
            throw new InvalidCanonicalEvent(name, "required by the books; the mapping must set it");
        }
        return text;
    }

    private static String id(JsonNode node, String name) {
        return bounded(text(node, name), name);
    }

    private static @Nullable String optionalId(JsonNode node, String name) {
        String id = optional(node, name);
        return id == null ? null : bounded(id, name);
    }

    private static String bounded(String id, String name) {
        int length = id.codePointCount(0, id.length());
        if (length == 0 || length > LONGEST_ID) {
            throw new InvalidCanonicalEvent(
                    name, "expected an id of 1 to " + LONGEST_ID + " characters, found one of " + length);
        }
        return id;
    }

    private static String orElse(JsonNode node, String name, String otherwise) {
        String text = optional(node, name);
        return text == null ? otherwise : text;
    }

    private static @Nullable String optional(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static BigDecimal quantity(JsonNode node, String name) {
        return Quantities.parse(text(node, name), name);
    }

    private static BigDecimal notNegative(JsonNode node, String name) {
        BigDecimal number = quantity(node, name);
        if (number.signum() < 0) {
            throw new InvalidCanonicalEvent(name, "expected zero or more, found " + PlainDecimal.text(number));
        }
        return number;
    }

    private static Instant instant(JsonNode node, String name) {
        String text = text(node, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidCanonicalEvent(name, "expected an ISO 8601 instant in UTC, found '" + text + "'");
        }
    }
}
