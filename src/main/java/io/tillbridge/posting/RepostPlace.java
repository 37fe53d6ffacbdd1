package io.tillbridge.posting;

import io.tillbridge.message.PostedDocument;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.StockCounts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a message stands in the ledger, however often it is reposted: at its first movement, or at the time of its posting
 * when it moved nothing.
 */
record RepostPlace(@Nullable Long movement, Instant postedAt) {

    static RepostPlace of(PostedDocument posted, List<LedgerEntry> entries) {
        Instant at = posted.settledAt() == null ? Instant.EPOCH : posted.settledAt();
        return new RepostPlace(entries.isEmpty() ? null : entries.get(0).id(), at);
    }

    /** Whether a count looked at a balance in which a movement of the message was, or would have been. */
    boolean within(StockCounts.Count count, Instant occurredAt) {
        boolean before = movement == null ? postedAt.isBefore(count.postedAt()) : movement < count.opened();
        boolean together = movement == null ? postedAt.equals(count.postedAt()) : movement <= count.closed();
        return before || (together && !occurredAt.isAfter(count.observedAt()));
    }
}
