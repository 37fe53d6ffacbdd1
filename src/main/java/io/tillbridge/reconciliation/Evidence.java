package io.tillbridge.reconciliation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the books tell about a drift; null where they have nothing of the kind.
 *
 * @param packs base units in each pack of the item
 * @param twice the later of two movements alike from two messages, each as large as the drift
 * @param counted the latest count of the item there, not older than seven days before the level
 * @param adjusted an adjustment as large as the drift
 * @param late a movement as large as the drift that occurred by the level and was posted since three windows before it
 * @param waiting documents of the connection that wait or are dead
 */
record Evidence(
        List<BigDecimal> packs,
        @Nullable Long twice,
        @Nullable String counted,
        @Nullable Long adjusted,
        @Nullable Long late,
        long waiting) {

    static final Evidence NONE = new Evidence(List.of(), null, null, null, null, 0);

    Evidence {
        packs = List.copyOf(packs);
    }
}
