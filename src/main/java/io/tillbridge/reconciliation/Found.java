package io.tillbridge.reconciliation;

import org.jspecify.annotations.Nullable;

/**
 * A figure that is not in order, with what is made of it.
 *
 * @param outcome of a confirmed one; null with every other
 * @param guess at its cause; null where nobody looked
 */
record Found(Judged judged, @Nullable Outcome outcome, Causes.@Nullable Guess guess) {}
