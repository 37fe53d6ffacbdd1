package io.tillbridge.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One claim of a reservation: an item at a location for a line of a cart, or a part of it. A line of a kit has one for each
 * component. Immutable; the {@code with...} methods give changed copies.
 *
 * @param location where, or {@link NetworkAvailability#UNASSIGNED}
 */
public record ReservedLine(Id id, String location, ClaimState state, Amounts amounts, Terms terms) {

    /**
     * Names it for ever.
     *
     * @param reservation names the cart or order, see {@code Cart}
     * @param connection whose cart or order it is
     * @param reference the cart's or order's id there
     * @param line the line's id in the cart
     * @param part 1, and more for what was moved or rejected of it
     */
    public record Id(UUID reservation, String connection, String reference, String line, String sku, int part) {

        /** The claim's key; no two ids have the same. */
        public String key() {
            return "hold|" + reservation + "|" + escaped(line) + "|" + escaped(sku) + "|" + part;
        }

        private static String escaped(String text) {
            return text.replace("\\", "\\\\").replace("|", "\\|");
        }
    }

    /**
     * How much, in the item's base unit.
     *
     * @param per units of the item in one unit of the line: 1, or more in kits
     * @param asked what the line wants of the item
     * @param open claimed now
     * @param consumed left already
     */
    public record Amounts(BigDecimal per, BigDecimal asked, BigDecimal open, BigDecimal consumed) {}

    /**
     * What was agreed.
     *
     * @param fulfilment a type of {@code config/fulfilment.yaml}
     * @param expiresAt when a hold ends by itself; null: never, or it is no hold any more
     * @param promisedAt when the customer was told to have it
     */
    public record Terms(
            String fulfilment,
            @Nullable String channel,
            @Nullable Instant expiresAt,
            @Nullable Instant promisedAt,
            boolean paid) {

        /** The same until another instant. */
        public Terms until(@Nullable Instant end) {
            return new Terms(fulfilment, channel, end, promisedAt, paid);
        }

        /** The same, paid for. */
        public Terms withPayment() {
            return new Terms(fulfilment, channel, expiresAt, promisedAt, true);
        }
    }

    /** The balance it counts in. */
    public StockKey stock() {
        return new StockKey(id.sku(), location);
    }

    /** To whom it is promised; a channel that was not named is that of its system. */
    public Offer offer() {
        return new Offer(terms.channel() == null ? id.connection() : terms.channel(), terms.fulfilment());
    }

    /** What it claims now. */
    public BigDecimal open() {
        return amounts.open();
    }

    /** A hold whose time has passed; it counts no more, whether or not that is written yet. */
    public boolean expired(Instant now) {
        return state == ClaimState.HELD
                && terms.expiresAt() != null
                && !terms.expiresAt().isAfter(now);
    }

    /** The same in another state with another open quantity. */
    public ReservedLine with(ClaimState next, BigDecimal open) {
        return new ReservedLine(
                id, location, next, new Amounts(amounts.per(), amounts.asked(), open, amounts.consumed()), terms);
    }

    public ReservedLine with(Amounts next) {
        return new ReservedLine(id, location, state, next, terms);
    }

    public ReservedLine with(Terms next) {
        return new ReservedLine(id, location, state, amounts, next);
    }

    public ReservedLine at(String next) {
        return new ReservedLine(id, next, state, amounts, terms);
    }

    /** A further part of the same line. */
    public ReservedLine part(int number) {
        return new ReservedLine(
                new Id(id.reservation(), id.connection(), id.reference(), id.line(), id.sku(), number),
                location,
                state,
                amounts,
                terms);
    }
}
