package io.tillbridge.posting;

import io.tillbridge.orders.OrderState;

/** What arrives of one order: a revision of its source, or what somebody says of its goods. */
sealed interface OrderArrival {

    /** A revision. */
    record Revision(OrderState state) implements OrderArrival {}

    /** A fact of its goods. */
    record Goods(GoodsFact fact) implements OrderArrival {}

    /** Where its effects come from. */
    default Effects.Cause cause() {
        if (this instanceof Goods goods) {
            return new Effects.Cause(
                    goods.fact().step().occurredAt(), goods.fact().messageId());
        }
        OrderState state = ((Revision) this).state();
        return new Effects.Cause(state.order().occurredAt(), state.messageId());
    }
}
