package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement as the ledger has it: immutable, numbered in the order of posting.
 *
 * @param id ascending; ids of movements that were rolled back are missing
 * @param quantity in the item's base unit, greater than zero
 * @param fromPlace a location, or {@code supplier, customer, in_transit, loss}
 * @param reason {@code sale, receipt, count} and the like
 * @param details what it carries beside
 * @param generation 0: its message's posting moved it; greater: a repost did, counted per message
 * @param reverses the movement that it undoes; null when it undoes none
 * @param reversedBy the movement that undoes it; null while it counts
 */
public record LedgerEntry(
        long id,
        UUID messageId,
        String sku,
        BigDecimal quantity,
        String fromPlace,
        String fromBucket,
        String toPlace,
        String toBucket,
        String reason,
        MovementDetails details,
        Instant occurredAt,
        Instant postedAt,
        int generation,
        @Nullable Long reverses,
        @Nullable Long reversedBy) {}
