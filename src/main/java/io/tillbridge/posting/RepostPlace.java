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
 * Where a message stands in the ledger, however often it is reposted: at the first movement of its posting, or at the time of
 * its posting when that moved nothing. What a repost moves of it stands elsewhere in the ledger and says nothing of the place.
 */
record RepostPlace(@Nullable Long movement, Instant postedAt) {

    /** @param entries every movement of the message, those of its reposts included, in the order of their numbers */
    static RepostPlace of(PostedDocument posted, List<LedgerEntry> entries) {
        Instant at = posted.settledAt() == null ? Instant.EPOCH : posted.settledAt();
        Long first = entries.stream()
                .filter(entry -> entry.generation() == 0)
                .map(LedgerEntry::id)
                .findFirst()
                .orElse(null);
        return new RepostPlace(first, at);
    }

    /** A change of a figure by the message, here. */
    StockCounts.Touch touch(StockKey key, Movement change) {
        return new StockCounts.Touch(key, movement, postedAt, change.occurredAt(), change.messageId());
    }
}
