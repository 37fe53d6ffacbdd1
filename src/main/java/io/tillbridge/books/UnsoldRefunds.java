package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was paid back of an order and never sold. Each refund takes back a sale by its own entry; of what had not left, there
 * was none to take back, and its money still waits as a deposit. So that part goes from the deposit to where the refund took it.
 */
final class UnsoldRefunds {

    /** Where refunds take money from, in the order in which what was never sold is looked for there. */
    private static final List<Set<Account>> TAKEN = List.of(
            Set.of(Account.SALES_RETURNS, Account.TAX_PAYABLE, Account.ROUNDING),
            Set.of(Account.SHIPPING, Account.TIPS_PAYABLE, Account.DUTIES_PAYABLE, Account.FEE_INCOME),
            Set.of(Account.ALLOWANCES));

    private UnsoldRefunds() {}

    /** One account, of taxes one code: parts are in a fixed order, whatever order refunds came in. */
    private record Part(Account account, String code) implements Comparable<Part> {

        @Override
        public int compareTo(Part other) {
            int accounts = account.compareTo(other.account);
            return accounts == 0 ? code.compareTo(other.code) : accounts;
        }
    }

    /**
     * The lines; none when all that was paid back had been sold, or may still have been.
     *
     * @param refunds lines of the entries of all its returns, without the value of goods
     * @throws EntryRefused when the order's figures do not add up or cannot be read
     */
    static List<JournalLine> of(JsonNode order, List<JournalLine> refunds, MoneyCells money, Ledger ledger) {
        OrderPosition.Paid paid = OrderPosition.standing(order, money, ledger);
        if (paid.unsold().signum() <= 0) {
            return List.of();
        }
        List<SortedMap<Part, BigDecimal>> taken = taken(refunds, money);
        BigDecimal back = taken.stream().map(UnsoldRefunds::sum).reduce(money.zero(), BigDecimal::add);
        BigDecimal rest = back;
        if (order.path("state").asText().equals("open")) {
            BigDecimal beyond = back.subtract(paid.earned());
            BigDecimal pieces = share(sum(taken.get(0)), unsold(order, refunds, money, ledger), money);
            rest = beyond.max(pieces);
        }
        rest = rest.min(paid.unsold()).max(money.zero());
        JournalLines lines = new JournalLines();
        for (SortedMap<Part, BigDecimal> some : taken) {
            BigDecimal of = rest.min(sum(some).max(money.zero()));
            rest = rest.subtract(of);
            lines.debit(Account.CUSTOMER_DEPOSITS, of);
            List<BigDecimal> parts = Shares.split(of, List.copyOf(some.values()));
            int number = 0;
            for (Part part : some.keySet()) {
                lines.credit(part.account(), parts.get(number++), part.code().isEmpty() ? null : part.code());
            }
        }
        return lines.balanced();
    }

    private static List<SortedMap<Part, BigDecimal>> taken(List<JournalLine> refunds, MoneyCells money) {
        List<SortedMap<Part, BigDecimal>> taken = new ArrayList<>();
        for (Set<Account> accounts : TAKEN) {
            SortedMap<Part, BigDecimal> some = new TreeMap<>();
            for (JournalLine line : refunds) {
                if (accounts.contains(line.account())) {
                    boolean tax = line.account() == Account.TAX_PAYABLE && line.of() != null;
                    some.merge(
                            new Part(line.account(), tax ? String.valueOf(line.of()) : ""),
                            money.rounded(line.amount()),
                            BigDecimal::add);
                }
            }
            if (!taken.isEmpty()) {
                // A fee, or what was kept of the money, is no part of what was paid back
                some.values().removeIf(amount -> amount.signum() <= 0);
            }
            taken.add(some);
        }
        return taken;
    }

    private static BigDecimal sum(Map<Part, BigDecimal> some) {
        return Figures.sum(some);
    }

    /**
     * Of the goods of refunds, by their price without tax, and of how much it is: a piece beyond those that left cannot have
     * been sold.
     */
    private record Unsold(BigDecimal net, BigDecimal all) {}

    private static Unsold unsold(JsonNode order, List<JournalLine> refunds, MoneyCells money, Ledger ledger) {
        Map<String, BigDecimal> pieces = new HashMap<>();
        Map<String, BigDecimal> nets = new HashMap<>();
        BigDecimal all = money.zero();
        for (JournalLine line : refunds) {
            if (line.account() == Account.SALES_RETURNS) {
                all = all.add(money.rounded(line.amount()));
                if (line.of() != null && line.quantity() != null) {
                    pieces.merge(line.of(), line.quantity(), BigDecimal::add);
                    nets.merge(line.of(), money.rounded(line.amount()), BigDecimal::add);
                }
            }
        }
        BigDecimal net = money.zero();
        for (Figures.Line line : Figures.of(order, money, ledger).lines()) {
            BigDecimal back = pieces.getOrDefault(line.id(), BigDecimal.ZERO);
            if (back.compareTo(line.fulfilled()) > 0) {
                BigDecimal amount = nets.getOrDefault(line.id(), money.zero());
                net = net.add(amount.subtract(Shares.first(amount, line.fulfilled(), back)));
            }
        }
        return new Unsold(net, all);
    }

    /** With the taxes of the goods, in proportion. */
    private static BigDecimal share(BigDecimal gross, Unsold unsold, MoneyCells money) {
        return unsold.all().signum() <= 0 || unsold.net().signum() <= 0
                ? money.zero()
                : gross.multiply(unsold.net()).divide(unsold.all(), gross.scale(), RoundingMode.DOWN);
    }
}
