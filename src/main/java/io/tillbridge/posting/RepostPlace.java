package io.tillbridge.posting;

import io.tillbridge.message.PostedDocument;
import io.tillbridge.stock.LedgerEntry;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.StockCounts;
import io.tillbridge.stock.StockKey;
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

    /** A change of a figure by the message, here. */
    StockCounts.Touch touch(StockKey key, Movement change) {
        return new StockCounts.Touch(key, movement, postedAt, change.occurredAt(), change.messageId());
    }
}
