package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Traced;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Movement;
import java.math.BigDecimal;

/** Moves the goods of a line as the lot and the pieces that it names. Pure. */
final class TracedGoods {

    /** The kind of conflict when a line names more serial numbers than it has pieces. */
    static final String SURPLUS = "serials_beyond_quantity";

    private TracedGoods() {}

    /**
     * Moves a line's goods, each piece with a serial number by itself.
     *
     * @param movement of all of them
     */
    static void move(Movement movement, Traced traced, Effects effects) {
        if (traced.none()) {
            effects.move(movement);
            return;
        }
        traced.parts(movement.quantity()).forEach(part -> effects.move(movement.of(part.trace(), part.quantity())));
    }

    /** Raises serial numbers for which a line has no piece. */
    static void check(Traced traced, BigDecimal quantity, String sku, Work work, Effects effects) {
        if (traced.serials().isEmpty() || traced.surplus(quantity).isEmpty() || work.translated == null) {
            return;
        }
        ObjectNode detail = ExactJson.nodes().objectNode().put("sku", sku);
        traced.surplus(quantity).forEach(detail.putArray("serials")::add);
        effects.conflicts.add(new Conflicts.Conflict(
                SURPLUS,
                work.translated.factKey() + "|" + sku,
                work.ready.document().messageId(),
                detail.toString()));
    }
}
