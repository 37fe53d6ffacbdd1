package io.tillbridge.console;

import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.stock.LedgerEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement of the ledger; the quantity is always positive, from one place and bucket to another.
 *
 * @param consignment what the goods belong to, such as {@code transfer|system|id}
 * @param why the source's own word for the reason
 * @param reverses the movement that it undoes, after a repost
 * @param reversedBy the movement that undoes it
 */
record MovementAnswer(
        String id,
        String sku,
        String quantity,
        Place from,
        Place to,
        String reason,
        Instant occurredAt,
        Instant postedAt,
        UUID messageId,
        @Nullable String consignment,
        @Nullable String why,
        @Nullable String lot,
        @Nullable String serial,
        @Nullable LocalDate expiresOn,
        @Nullable String reverses,
        @Nullable String reversedBy) {

    /** A location or virtual place, and the bucket there. */
    record Place(String place, String bucket) {}

    static MovementAnswer of(LedgerEntry entry) {
        return new MovementAnswer(
                String.valueOf(entry.id()),
                entry.sku(),
                PlainDecimal.text(entry.quantity()),
                new Place(entry.fromPlace(), entry.fromBucket()),
                new Place(entry.toPlace(), entry.toBucket()),
                entry.reason(),
                entry.occurredAt(),
                entry.postedAt(),
                entry.messageId(),
                entry.details().consignment(),
                entry.details().why(),
                entry.details().lot(),
                entry.details().serial(),
                entry.details().trace().expiresOn(),
                text(entry.reverses()),
                text(entry.reversedBy()));
    }

    private static @Nullable String text(@Nullable Long id) {
        return id == null ? null : id.toString();
    }
}
