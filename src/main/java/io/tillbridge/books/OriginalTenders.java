package io.tillbridge.books;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Money goes back the way it came: a refund that names no tenders is paid by those that took the order's money in, each up to
 * what of it has not gone back, in a fixed order (RETAIL.md 1.11). More than was paid is on the last one.
 */
final class OriginalTenders {

    /** A gift card first: it costs no provider's fee, and its money cannot be drawn out by a refund. */
    private static final List<Account> ORDER =
            List.of(Account.GIFT_CARD_LIABILITY, Account.CASH, Account.CARD_CLEARING, Account.OTHER_TENDER);

    private OriginalTenders() {}

    /**
     * Pays an amount back.
     *
     * @param paid what each tender took in; without any a card did
     * @param back what of it went back before
     */
    static void credit(
            JournalLines lines, BigDecimal amount, Map<Account, BigDecimal> paid, Map<Account, BigDecimal> back) {
        BigDecimal rest = amount;
        Account last = Account.CARD_CLEARING;
        for (Account account : ORDER) {
            BigDecimal took = paid.getOrDefault(account, BigDecimal.ZERO);
            if (took.signum() > 0) {
                last = account;
                BigDecimal left = took.subtract(back.getOrDefault(account, BigDecimal.ZERO));
                BigDecimal part = rest.min(left).max(BigDecimal.ZERO);
                lines.credit(account, part);
                rest = rest.subtract(part);
            }
        }
        lines.credit(last, rest);
    }

    /** What entries of returns paid back, by the account of the tender. */
    static Map<Account, BigDecimal> back(List<JournalLine> lines) {
        Map<Account, BigDecimal> back = new EnumMap<>(Account.class);
        for (JournalLine line : lines) {
            if (ORDER.contains(line.account())) {
                back.merge(line.account(), line.amount().negate(), BigDecimal::add);
            }
        }
        return back;
    }
}
