package io.tillbridge.books;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Goods that moved, for their value.
 *
 * @param quantity in the item's base unit, above zero
 * @param from what held them before: inventory, or shrink, cost of goods sold, goods received and not invoiced
 * @param to what holds them after
 * @param cost of one unit, in the entry's currency
 * @param worth of all of it, with the digits of the currency; null: quantity times cost, rounded half up
 */
public record GoodsMoved(
        String sku,
        BigDecimal quantity,
        Account from,
        Account to,
        BigDecimal cost,
        @Nullable BigDecimal worth) {

    /** Goods that are worth quantity times cost. */
    public GoodsMoved(String sku, BigDecimal quantity, Account from, Account to, BigDecimal cost) {
        this(sku, quantity, from, to, cost, null);
    }

    /** Adds the value to the lines, valued each by itself, so that a movement and its reversal make nothing. */
    void value(JournalLines lines, MoneyCells money) {
        if (from != to) {
            BigDecimal value = worth == null ? money.rounded(cost.multiply(quantity)) : worth;
            lines.add(new JournalLine(to, value, sku, quantity, cost));
            lines.add(new JournalLine(from, value.negate(), sku, quantity.negate(), cost));
        }
    }
}
