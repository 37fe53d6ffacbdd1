package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.lines;
import static io.tillbridge.canonical.Cells.notNegative;
import static io.tillbridge.canonical.Cells.optional;
import static io.tillbridge.canonical.Cells.optionalId;
import static io.tillbridge.canonical.Cells.orElse;
import static io.tillbridge.canonical.Cells.quantity;
import static io.tillbridge.canonical.Cells.revision;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads canonical JSON, as {@code config/canonical} describes it, into what the books act on. */
public final class CanonicalReader {

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
            case SALE -> StockCells.sale(body);
            case SALE_VOIDED -> StockCells.voided(body);
            case RETURN ->
                new Return(
                        id(body, "system"),
                        id(body, "id"),
                        OrderReference.of(body),
                        optionalId(body, "location"),
                        instant(body, "returnedAt"),
                        lines(
                                body,
                                line -> new Return.Line(
                                        id(line, "id"),
                                        text(line, "sku"),
                                        quantity(line, "quantity"),
                                        text(line, "restock"),
                                        optional(line, "condition"),
                                        optionalId(line, "location"),
                                        optionalId(line, "orderLineId"),
                                        optional(line, "reason"),
                                        Traced.of(line))));
            case STOCK_RECEIVED -> StockCells.received(body);
            case STOCK_ADJUSTED -> StockCells.adjusted(body);
            case STOCK_SNAPSHOT ->
                new StockSnapshot(
                        id(body, "system"),
                        text(body, "sku"),
                        id(body, "location"),
                        quantity(body, "quantity"),
                        instant(body, "observedAt"));
            case ITEM_UPSERTED -> ItemCells.item(body, receivedAt);
            case PRICE_CHANGED -> ItemCells.price(body);
            case RESERVATION_REQUESTED -> Reservations.requested(body);
            case RESERVATION_RELEASED -> Reservations.released(body);
            case FULFILMENT_PICKED,
                    FULFILMENT_SHORT_PICKED,
                    FULFILMENT_READY,
                    FULFILMENT_HANDED_OVER,
                    SHIPMENT_CONFIRMED -> FulfilmentSteps.read(type, body);
            case ADVANCE_NOTICE -> StockCells.notice(body);
            case STOCK_TRANSFER_COMMITTED, STOCK_TRANSFER_SENT, STOCK_TRANSFER_RECEIVED ->
                StockCells.transfer(type, body);
            case STOCK_COUNTED -> counted(body);
            case PAYMENT_CAPTURED, PAYMENT_REFUNDED ->
                new Payment(
                        type,
                        id(body, "system"),
                        id(body, "id"),
                        OrderReference.of(body),
                        optional(body, "kind"),
                        instant(body, "occurredAt"));
            case PAYMENT_DECLINED -> recorded(type, body, "id", "occurredAt");
            case REGISTER_CLOSED -> recorded(type, body, "register", "closedAt");
            case PAYOUT -> recorded(type, body, "id", "paidAt");
            case SUPPLIER_INVOICE -> recorded(type, body, "id", "invoicedAt");
            case CONDITION_CHANGED -> ConditionChanged.of(body);
            case AVAILABILITY,
                    ORDER_STATUS,
                    ITEM,
                    PRICE,
                    FULFILMENT_REQUESTED,
                    JOURNAL_ENTRY,
                    PURCHASE_ORDER,
                    NOTICE,
                    DEAD_LETTER ->
                throw new InvalidCanonicalEvent("", "event type " + type + " only goes out; a source cannot emit it");
        };
    }

    private static StockCounted counted(ObjectNode body) {
        return new StockCounted(
                id(body, "system"),
                id(body, "id"),
                id(body, "location"),
                instant(body, "countedAt"),
                optional(body, "counter"),
                optional(body, "photo"),
                body.path("withoutPicked").asBoolean(),
                lines(
                        body,
                        line -> new StockCounted.Line(
                                id(line, "id"),
                                text(line, "sku"),
                                notNegative(line, "quantity"),
                                orElse(line, "bucket", "sellable"),
                                Traced.of(line))));
    }

    /** Known among people by {@code key}, or by its id where the source does not say. */
    private static RecordedFact recorded(EventType type, ObjectNode body, String key, String time) {
        String known = optionalId(body, key);
        return new RecordedFact(type, known == null ? id(body, "id") : known, instant(body, time));
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
                optionalId(body, "cart"),
                body.path("payment").path("state").asText(null),
                optionalId(body, "location"),
                distinct(lines(
                        body,
                        line -> new Order.Line(
                                id(line, "id"),
                                text(line, "sku"),
                                notNegative(line, "quantity"),
                                line.hasNonNull("fulfilled") ? notNegative(line, "fulfilled") : BigDecimal.ZERO,
                                optionalId(line, "location")))),
                timed ? IsoTimes.instant(revisionText) : receivedAt);
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
}
