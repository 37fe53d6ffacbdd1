package io.tillbridge.canonical;

import static io.tillbridge.canonical.Cells.id;
import static io.tillbridge.canonical.Cells.instant;
import static io.tillbridge.canonical.Cells.lines;
import static io.tillbridge.canonical.Cells.notNegative;
import static io.tillbridge.canonical.Cells.optional;
import static io.tillbridge.canonical.Cells.optionalId;
import static io.tillbridge.canonical.Cells.orElse;
import static io.tillbridge.canonical.Cells.quantity;
import static io.tillbridge.canonical.Cells.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reads what moves goods between places. */
final class StockCells {

    private StockCells() {}

    /** Reads {@code sale.v1}. */
    static Sale sale(ObjectNode body) {
        return new Sale(
                id(body, "system"),
                id(body, "register"),
                text(body, "receiptNumber"),
                id(body, "location"),
                instant(body, "soldAt"),
                body.hasNonNull("openedAt") ? instant(body, "openedAt") : null,
                body.hasNonNull("sequence") ? sequence(body) : null,
                orElse(body, "series", ""),
                lines(
                        body,
                        line -> new Sale.Line(
                                id(line, "id"), text(line, "sku"), quantity(line, "quantity"), Traced.of(line))));
    }

    /** Reads what of {@code sale.v1} names a receipt that was voided. */
    static SaleVoided voided(ObjectNode body) {
        return new SaleVoided(
                id(body, "system"),
                id(body, "register"),
                text(body, "receiptNumber"),
                instant(body, body.hasNonNull("voidedAt") ? "voidedAt" : "soldAt"));
    }

    /** A running number has at most 15 digits. */
    private static long sequence(ObjectNode body) {
        String text = text(body, "sequence");
        if (!text.matches("[0-9]{1,15}")) {
            throw new InvalidCanonicalEvent(
                    "sequence", "expected a whole number of at most 15 digits, found '" + text + "'");
        }
        return Long.parseLong(text);
    }

    /** Reads {@code stock_received.v1}. */
    static StockReceived received(ObjectNode body) {
        return new StockReceived(
                id(body, "system"),
                id(body, "id"),
                id(body, "location"),
                instant(body, "receivedAt"),
                optionalId(body, "notice"),
                optional(body, "purchaseOrder"),
                body.path("closed").asBoolean(false),
                ReceivedLines.of(body));
    }

    /** Reads {@code stock_adjusted.v1}; what moves between buckets has no sign. */
    static StockAdjusted adjusted(ObjectNode body) {
        return new StockAdjusted(
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
                                line.hasNonNull("toBucket")
                                        ? notNegative(line, "quantity")
                                        : quantity(line, "quantity"),
                                optional(line, "bucket"),
                                optional(line, "toBucket"),
                                Traced.of(line))));
    }

    /** Reads {@code advance_notice.v1}. */
    static AdvanceNotice notice(ObjectNode body) {
        return new AdvanceNotice(
                id(body, "system"),
                id(body, "id"),
                optional(body, "supplier"),
                optional(body, "purchaseOrder"),
                optionalId(body, "location"),
                optional(body, "carrier"),
                instant(body, "sentAt"),
                body.hasNonNull("expectedAt") ? instant(body, "expectedAt") : null,
                lines(
                        body,
                        line -> new AdvanceNotice.Line(
                                id(line, "id"), text(line, "sku"), notNegative(line, "quantity"), Traced.of(line))));
    }

    /** Reads {@code stock_transfer.v1}; what was sent or is to be names where it leaves, what was received where it arrived. */
    static StockTransfer transfer(EventType type, ObjectNode body) {
        boolean sent = type != EventType.STOCK_TRANSFER_RECEIVED;
        boolean cancelled = type == EventType.STOCK_TRANSFER_COMMITTED
                && body.path("cancelled").asBoolean(false);
        return new StockTransfer(
                type,
                id(body, "system"),
                id(body, "id"),
                id(body, "transfer"),
                sent ? id(body, "from") : optionalId(body, "from"),
                sent ? optionalId(body, "to") : id(body, "to"),
                instant(body, "occurredAt"),
                body.path("closed").asBoolean(false),
                optional(body, "reason"),
                cancelled
                        ? List.of()
                        : lines(
                                body,
                                line -> new StockTransfer.Line(
                                        id(line, "id"),
                                        text(line, "sku"),
                                        notNegative(line, "quantity"),
                                        orElse(line, "bucket", "sellable"),
                                        Traced.of(line))));
    }
}
