package io.tillbridge.posting;

import static io.tillbridge.canonical.PlainDecimal.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Amount;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.purchasing.PurchaseOrder;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells destinations of orders to suppliers, and from when there is more of what they bring, in the transaction that sends or cancels them. */
@Component
public final class PurchaseTelling {

    private final Lanes lanes;
    private final Outbox outbox;

    PurchaseTelling(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    /**
     * Writes the lanes.
     *
     * @param order as it is now
     * @param by stands for the message that a person's change has none of
     * @return lanes that are due, to be signalled after the commit
     */
    public List<LaneSignal> tell(Connection tx, PurchaseOrder order, Instant at, UUID by) throws SQLException {
        lanes.ordered(tx, order.lines().stream().map(PurchaseOrder.Line::sku).toList());
        return outbox.write(tx, lanes.of(EventType.PURCHASE_ORDER, document(order), order.revision(), at, by));
    }

    static ObjectNode document(PurchaseOrder order) {
        ObjectNode document = ExactJson.nodes()
                .objectNode()
                .put("id", order.number())
                .put("revision", String.valueOf(order.revision()))
                .put("number", order.number())
                .put("supplier", order.supplier())
                .put("location", order.location());
        if (order.orderedAt() != null) {
            document.put("orderedAt", order.orderedAt().toString());
        }
        if (order.expectedAt() != null) {
            document.put("expectedAt", order.expectedAt().toString());
        }
        if (order.currency() != null) {
            document.put("currency", order.currency());
        }
        if (order.state() == PurchaseOrder.State.CANCELLED) {
            document.put("cancelled", true);
        }
        document.put("sequence", order.revision());
        ArrayNode lines = document.putArray("lines");
        order.lines().forEach(line -> line(lines.addObject(), line, order.currency()));
        return document;
    }

    private static void line(ObjectNode cells, PurchaseOrder.Line line, @Nullable String currency) {
        cells.put("id", String.valueOf(line.line())).put("sku", line.sku()).put("quantity", text(line.quantity()));
        if (line.supplierSku() != null) {
            cells.put("supplierSku", line.supplierSku());
        }
        BigDecimal packs = line.packs();
        if (packs != null && line.packUnits() != null) {
            cells.put("packs", text(packs)).put("packUnits", text(line.packUnits()));
        }
        if (line.packUnit() != null) {
            cells.put("packUnit", line.packUnit());
        }
        if (line.unitPrice() != null && currency != null) {
            cells.set("unitPrice", ItemDocuments.money(new Amount(line.unitPrice(), currency)));
        }
    }
}
