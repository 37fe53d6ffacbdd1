package io.tillbridge.books;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of an entry.
 *
 * @param amount debits are above zero, credits below; with the digits of the entry's currency
 * @param of what it is about within the account: a tax code, a SKU, an order's line; null when the account says it all
 * @param quantity goods behind it, in the item's base unit; null for money alone
 * @param cost of one unit, at which goods were valued; null for money alone
 */
public record JournalLine(
        Account account,
        BigDecimal amount,
        @Nullable String of,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal cost) {

    /** The same on the other side. */
    JournalLine reversed() {
        return new JournalLine(account, amount.negate(), of, quantity == null ? null : quantity.negate(), cost);
    }
}
