package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.FulfilmentStep;
import java.util.UUID;

/**
 * What a warehouse, a store or the shop itself said of an order's goods.
 *
 * @param body the canonical event, for those who show it
 */
record GoodsFact(UUID messageId, String factKey, FulfilmentStep step, ObjectNode body) {

    static GoodsFact of(UUID messageId, Work.Translated translated, FulfilmentStep step) {
        ObjectNode body = translated.body().deepCopy();
        body.remove("ext");
        return new GoodsFact(messageId, translated.factKey(), step, body);
    }

    /** Who says it: the same goods may be told as shipped and as handed over, and by more than one system. */
    String voice() {
        if (!here()) {
            return step.type() + "|" + step.system();
        }
        // Of what the desk was told to be missing the found part is told as picked
        return step.type() == EventType.FULFILMENT_SHORT_PICKED
                ? EventType.FULFILMENT_PICKED.word()
                : step.type().word();
    }

    /** Whether people told it here, and no message did. */
    boolean here() {
        return CartGoods.is(this) || DeskGoods.is(this);
    }

    /** Whether this connection told it. */
    boolean by(String system) {
        return !here() && step.system().equals(system);
    }
}
