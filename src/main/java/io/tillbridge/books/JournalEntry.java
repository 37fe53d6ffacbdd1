package io.tillbridge.books;

import io.tillbridge.canonical.EventType;
import io.tillbridge.platform.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One accounting document. Immutable; a mistake is corrected by another entry.
 *
 * @param kind the event's type; {@code goods} for a change of goods that no document of its own tells
 * @param generation 0; each later entry of the same fact, such as a reversal, counts one more
 * @param store the empty text for what belongs to none
 * @param register the till, for sales
 * @param orderKey {@code system|id} of the order; null when it belongs to none
 * @param businessDate the trading day of the fact
 * @param currency ISO 4217
 * @param lines balanced, at least one
 * @param reversalOf number of the entry that it undoes; null when it undoes none
 */
public record JournalEntry(
        Origin origin,
        String kind,
        int generation,
        Ledger ledger,
        String store,
        @Nullable String register,
        @Nullable String orderKey,
        LocalDate businessDate,
        String currency,
        List<JournalLine> lines,
        @Nullable String reversalOf) {

    public JournalEntry {
        lines = List.copyOf(lines);
        if (lines.isEmpty() || JournalLines.balance(lines).signum() != 0) {
            throw new IllegalArgumentException("an entry has lines whose debits equal its credits, found " + lines);
        }
    }

    /** Whether accounting is told of it: a supplier's invoice it has itself. */
    boolean told() {
        return !kind.equals(EventType.SUPPLIER_INVOICE.word());
    }

    /** The message and the fact behind an entry. */
    public record Origin(UUID messageId, String factKey, String connection, Instant occurredAt) {}

    /** The same for the same fact, however often it is made: fits the longest number that ledgers take, 21 characters. */
    public String number() {
        String parts = String.join(
                "\n",
                origin.connection(),
                store,
                businessDate.toString(),
                kind,
                origin.factKey(),
                String.valueOf(generation));
        return "J" + Sha256.hex(parts).substring(0, 20);
    }
}
