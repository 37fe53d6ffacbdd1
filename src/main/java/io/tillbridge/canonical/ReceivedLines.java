package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.lines;
import static io.tillbridge.canonical.Cells.notNegative;
import static io.tillbridge.canonical.Cells.orElse;
import static io.tillbridge.canonical.Cells.quantity;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/** Lines of a receipt. One that says how much of it is damaged is two: that goes to the damaged bucket, the rest to the line's. */
final class ReceivedLines {

    private static final String DAMAGED = "damaged";

    private ReceivedLines() {}

    static List<StockReceived.Line> of(ObjectNode body) {
        return lines(body, ReceivedLines::parts).stream().flatMap(List::stream).toList();
    }

    private static List<StockReceived.Line> parts(JsonNode line) {
        StockReceived.Line whole = new StockReceived.Line(
                id(line, "id"),
                text(line, "sku"),
                quantity(line, "quantity"),
                orElse(line, "bucket", "sellable"),
                Traced.of(line));
        BigDecimal damaged = line.hasNonNull(DAMAGED) ? notNegative(line, DAMAGED) : BigDecimal.ZERO;
        if (damaged.signum() == 0) {
            return List.of(whole);
        }
        if (damaged.compareTo(whole.quantity()) > 0) {
            throw new InvalidCanonicalEvent(
                    DAMAGED,
                    "expected at most the line's quantity " + PlainDecimal.text(whole.quantity())
                            + ", which counts what is damaged too, found " + PlainDecimal.text(damaged)
                            + "; correct it in the mapping");
        }
        BigDecimal good = whole.quantity().subtract(damaged);
        return good.signum() == 0
                ? List.of(part(whole, damaged, DAMAGED, whole.traced()))
                : List.of(
                        part(whole, good, whole.bucket(), whole.traced().first(good)),
                        part(whole, damaged, DAMAGED, whole.traced().behind(good)));
    }

    private static StockReceived.Line part(
            StockReceived.Line whole, BigDecimal quantity, String bucket, Traced traced) {
        return new StockReceived.Line(whole.id(), whole.sku(), quantity, bucket, traced);
    }
}
