package io.tillbridge.reservation;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.stock.ReservedLine;
import java.math.BigDecimal;
import java.util.List;

/** What reservations put before a person. */
final class Exceptions {

    private static final List<String> OPTIONS = List.of("other_location", "substitute", "later_date", "refund");

    private Exceptions() {}

    /** Paid after the hold had expired, and somebody else has the goods. */
    static Raised paidUnreserved(ReservedLine line, Levels levels) {
        return options("paid_unreserved", line, line.amounts().asked(), levels);
    }

    /** The customer waits at a store that cannot find the goods. */
    static Raised pickup(ReservedLine line, BigDecimal quantity, Levels levels) {
        return options("pickup_exception", line, quantity, levels);
    }

    /** A part that its location could not find and no rule sends elsewhere. */
    static Raised rejected(ReservedLine line, BigDecimal quantity, Levels levels) {
        return options("rejected_part", line, quantity, levels);
    }

    /** Paid, and not fetched in time. */
    static Raised refund(ReservedLine line) {
        return new Raised(
                "pickup_refund",
                subject(line),
                line.id().reservation(),
                head(line, line.open()).toString());
    }

    /** Off the shelf for somebody who did not fetch it. */
    static Raised putBack(ReservedLine line) {
        return new Raised(
                "put_back",
                subject(line) + "@" + line.location(),
                line.id().reservation(),
                head(line, line.open()).toString());
    }

    private static Raised options(String kind, ReservedLine line, BigDecimal quantity, Levels levels) {
        ObjectNode detail = head(line, quantity);
        OPTIONS.forEach(detail.putArray("options")::add);
        levels.others(line.id().sku(), quantity).forEach(detail.putArray("locations")::add);
        return new Raised(kind, subject(line), line.id().reservation(), detail.toString());
    }

    /** The shelf is not what the books say. */
    static Raised count(ReservedLine line, BigDecimal quantity) {
        return new Raised(
                "count_wanted",
                line.id().sku() + "@" + line.location(),
                line.id().reservation(),
                head(line, quantity).toString());
    }

    /** An order is paid whose cart's hold had expired, and more is promised now than there is. */
    static Raised orderUnreserved(String order, ReservedLine line, Levels levels) {
        Raised raised = paidUnreserved(line, levels);
        return new Raised(raised.kind(), order + "|" + line.id().sku(), raised.reservation(), raised.detail());
    }

    private static String subject(ReservedLine line) {
        return "reservation|" + line.id().connection() + "|" + line.id().reference() + "|"
                + line.id().line() + "|" + line.id().sku();
    }

    private static ObjectNode head(ReservedLine line, BigDecimal quantity) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("reservation", line.id().reservation().toString())
                .put("connection", line.id().connection())
                .put("reference", line.id().reference())
                .put("line", line.id().line())
                .put("sku", line.id().sku())
                .put("location", line.location())
                .put("quantity", text(quantity));
    }
}
