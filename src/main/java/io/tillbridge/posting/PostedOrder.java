package io.tillbridge.posting;

import io.tillbridge.orders.OrderState;
import org.jspecify.annotations.Nullable;

/**
 * An order that a posting changed.
 *
 * @param state as the books hold it from now on
 * @param sequence one more than at the posting before, from 1: names this state, which a revision need not
 * @param before as it stood until then; null when it was unknown
 */
record PostedOrder(
        OrderState state, long sequence, @Nullable OrderState before) {}
