package io.tillbridge.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ledger that entries are made for, as {@code config/books.yaml} describes it.
 *
 * @param currency the only one it takes; null: entries are kept by currency
 * @param stores those whose facts it takes; empty: every store's, and what belongs to none
 * @param telling how destinations are told
 * @param closesAt a business date ends at this time of the next morning
 * @param zone of that time; null: the zone of the connection that told the fact
 * @param grossDiscounts sales are shown before discounts, and discounts on an account of their own
 * @param roundingCap what the lines of a document may leave of its total
 * @param cashRounding what cash paid may be away from the amount due
 * @param payments systems whose payment facts are posted; while there are any, what an order says of its payment is not
 * @param giftCards SKUs that are gift cards, beside lines that say so
 */
public record Ledger(
        String id,
        @Nullable String currency,
        Set<String> stores,
        Telling telling,
        LocalTime closesAt,
        @Nullable ZoneId zone,
        boolean grossDiscounts,
        BigDecimal roundingCap,
        BigDecimal cashRounding,
        Set<String> payments,
        Set<String> giftCards) {

    /** How destinations are told of entries. */
    public enum Telling {
        /** One document for each store and business date, when the date has ended, and again after a late fact. */
        DAILY,
        /** Each entry by itself. */
        EACH,
        /** Not at all. */
        NONE
    }

    /** A ledger with the default rules. */
    public static Ledger standard(String id) {
        return new Ledger(
                id,
                null,
                Set.of(),
                Telling.DAILY,
                LocalTime.of(4, 0),
                null,
                false,
                new BigDecimal("0.05"),
                new BigDecimal("0.05"),
                Set.of(),
                Set.of());
    }

    /** Whether it takes facts of a store; the empty text for what belongs to none. */
    boolean takes(String store) {
        return stores.isEmpty() || stores.contains(store);
    }

    /** The trading day of an instant. */
    public LocalDate businessDate(Instant occurredAt, ZoneId connection) {
        return occurredAt
                .atZone(zone == null ? connection : zone)
                .minusNanos(closesAt.toNanoOfDay())
                .toLocalDate();
    }

    /** When a business date has ended, in the ledger's zone; in UTC when it has none. */
    public Instant ends(LocalDate businessDate) {
        return businessDate
                .plusDays(1)
                .atTime(closesAt)
                .atZone(zone == null ? ZoneId.of("UTC") : zone)
                .toInstant();
    }
}
