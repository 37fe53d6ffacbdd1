package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws up entries from canonical events. Pure: the same documents give the same lines. */
public final class Bookkeeping {

    private Bookkeeping() {}

    /**
     * The money of a fact; no lines for events that have none.
     *
     * @param body the canonical event
     * @param sold the order that a return belongs to, when it is known
     */
    public static Drawn fact(EventType type, JsonNode body, @Nullable SoldOrder sold, Ledger ledger) {
        return switch (type) {
            case SALE -> drawn(body, ledger, money -> SaleEntry.of(body, money, ledger));
            case RETURN -> drawn(currency(body, sold), ledger, money -> ReturnEntry.of(body, sold, money, ledger));
            case PAYOUT -> drawn(body, ledger, money -> ProviderEntries.payout(body, money));
            case SUPPLIER_INVOICE -> drawn(body, ledger, money -> SupplierEntry.of(body, money, ledger));
            case PAYMENT_CAPTURED, PAYMENT_REFUNDED ->
                ledger.payments().contains(body.path("system").asText())
                        ? drawn(
                                body,
                                ledger,
                                money -> ProviderEntries.payment(
                                        body, type == EventType.PAYMENT_CAPTURED ? 1 : -1, money))
                        : none();
            default -> none();
        };
    }

    /** All that an order, as it is posted, amounts to. */
    public static Drawn order(JsonNode order, Ledger ledger) {
        return drawn(order, ledger, money -> OrderPosition.of(order, money, ledger));
    }

    /**
     * What of an order's deposit its refunds have paid back.
     *
     * @param refunds lines of the entries of all its returns, in its currency
     */
    public static Drawn deposit(JsonNode order, List<JournalLine> refunds, Ledger ledger) {
        return drawn(order, ledger, money -> UnsoldRefunds.of(order, refunds, money, ledger));
    }

    /**
     * What the count of a closed till found short or over.
     *
     * @param booked by tender, what the session's entries made
     */
    public static Drawn closure(JsonNode closure, Map<String, BigDecimal> booked, Ledger ledger) {
        return drawn(closure, ledger, money -> Closure.overShort(closure, booked, money));
    }

    /** Tenders of which a closed till and the books tell different sums; none when its figures cannot be read. */
    public static List<Closure.Difference> differences(JsonNode closure, Map<String, BigDecimal> booked) {
        String currency = MoneyCells.currency(closure);
        try {
            return currency == null ? List.of() : Closure.differences(closure, booked, MoneyCells.of(currency));
        } catch (EntryRefused e) {
            return List.of();
        }
    }

    /** The value of goods that moved. */
    public static List<JournalLine> goods(String currency, List<GoodsMoved> goods) {
        JournalLines lines = new JournalLines();
        MoneyCells money = MoneyCells.of(currency);
        goods.forEach(moved -> moved.value(lines, money));
        return lines.balanced();
    }

    /** What goods are worth, rounded half up to the currency's minor unit. */
    public static BigDecimal worth(String currency, BigDecimal cost, BigDecimal quantity) {
        return MoneyCells.of(currency).rounded(cost.multiply(quantity));
    }

    /** What leads from some lines to others. */
    public static List<JournalLine> difference(List<JournalLine> before, List<JournalLine> after) {
        JournalLines lines = new JournalLines();
        lines.addAll(after);
        lines.subtractAll(before);
        return lines.balanced();
    }

    /** Lines together, those of the same account and matter in one. */
    public static List<JournalLine> together(List<JournalLine> some, List<JournalLine> more) {
        JournalLines lines = new JournalLines();
        lines.addAll(some);
        lines.addAll(more);
        return lines.balanced();
    }

    /** What one of each item was sold for, of lines of goods with a price; none of a sale whose figures cannot be read. */
    public static List<SoldPrice> prices(JsonNode sale, Ledger ledger) {
        String currency = MoneyCells.currency(sale);
        List<SoldPrice> prices = new ArrayList<>();
        try {
            List<Figures.Line> lines = currency == null
                    ? List.of()
                    : Figures.of(sale, MoneyCells.of(currency), ledger).lines();
            for (Figures.Line line : lines) {
                if (line.kind().equals("goods")
                        && line.quantity().signum() > 0
                        && line.total().signum() > 0) {
                    prices.add(new SoldPrice(
                            line.sku(),
                            Objects.requireNonNull(currency),
                            Shares.first(line.net(), BigDecimal.ONE, line.quantity()),
                            Shares.first(Figures.sum(line.taxes()), BigDecimal.ONE, line.quantity())));
                }
            }
        } catch (EntryRefused e) {
            return List.of();
        }
        return prices;
    }

    private static Drawn none() {
        return new Drawn.Lines("", List.of());
    }

    private static Drawn drawn(JsonNode body, Ledger ledger, Function<MoneyCells, List<JournalLine>> draw) {
        return drawn(MoneyCells.currency(body), ledger, draw);
    }

    /** A return that does not say is in the currency of its order. */
    private static @Nullable String currency(JsonNode returned, @Nullable SoldOrder sold) {
        String said = MoneyCells.currency(returned);
        return said != null || sold == null ? said : MoneyCells.currency(sold.document());
    }

    private static Drawn drawn(@Nullable String currency, Ledger ledger, Function<MoneyCells, List<JournalLine>> draw) {
        if (currency == null) {
            return none();
        }
        try {
            List<JournalLine> lines = draw.apply(MoneyCells.of(currency));
            if (!lines.isEmpty()
                    && ledger.currency() != null
                    && !ledger.currency().equals(currency)) {
                return new Drawn.Refused(
                        "entry_unreadable", Map.of("at", "currency", "found", currency, "expected", ledger.currency()));
            }
            return new Drawn.Lines(currency, lines);
        } catch (EntryRefused e) {
            return new Drawn.Refused(e.code(), e.detail());
        }
    }
}
