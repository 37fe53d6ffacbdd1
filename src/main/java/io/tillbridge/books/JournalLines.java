package io.tillbridge.books;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of one entry as they are gathered: one for each account and what it is about. Not thread-safe. */
final class JournalLines {

    private record Key(
            Account account, @Nullable String of, @Nullable BigDecimal cost) {}

    private final Map<Key, JournalLine> lines = new LinkedHashMap<>();

    /** An amount below zero is a credit. */
    void debit(Account account, BigDecimal amount) {
        add(new JournalLine(account, amount, null, null, null));
    }

    /** An amount below zero is a debit. */
    void credit(Account account, BigDecimal amount) {
        debit(account, amount.negate());
    }

    void credit(Account account, BigDecimal amount, @Nullable String of) {
        add(new JournalLine(account, amount.negate(), of, null, null));
    }

    /** One more line; amount and quantity are added to a line of the same account, matter and cost. */
    void add(JournalLine line) {
        lines.merge(new Key(line.account(), line.of(), line.cost()), line, JournalLines::sum);
    }

    void addAll(List<JournalLine> more) {
        more.forEach(this::add);
    }

    /** Takes lines back. */
    void subtractAll(List<JournalLine> less) {
        less.forEach(line -> add(line.reversed()));
    }

    /** Debits less credits: zero when balanced. */
    BigDecimal balance() {
        return balance(lines.values());
    }

    static BigDecimal balance(Iterable<JournalLine> lines) {
        BigDecimal sum = BigDecimal.ZERO;
        for (JournalLine line : lines) {
            sum = sum.add(line.amount());
        }
        return sum;
    }

    /**
     * What is to be posted, debits first, without lines of nothing.
     *
     * @throws IllegalStateException when debits are not credits: a defect of this program
     */
    List<JournalLine> balanced() {
        if (balance().signum() != 0) {
            throw new IllegalStateException(
                    "an entry is " + balance() + " out of balance: " + lines.values() + "; this is a defect");
        }
        List<JournalLine> some = new ArrayList<>();
        for (JournalLine line : lines.values()) {
            boolean goods = line.quantity() != null && line.quantity().signum() != 0;
            if (line.amount().signum() != 0 || goods) {
                some.add(line);
            }
        }
        some.sort(Comparator.comparing((JournalLine line) -> line.amount().signum() < 0));
        return some;
    }

    private static JournalLine sum(JournalLine one, JournalLine other) {
        BigDecimal quantity = one.quantity() == null
                ? other.quantity()
                : other.quantity() == null ? one.quantity() : one.quantity().add(other.quantity());
        return new JournalLine(one.account(), one.amount().add(other.amount()), one.of(), quantity, one.cost());
    }
}
