package io.tillbridge.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Documents for tests, in single quotes and with money such as {@code EUR 1.00}; and entries as text. */
final class Documents {

    static final Ledger LEDGER = Ledger.standard("main");

    private Documents() {}

    /** {@code 'EUR 1.00'} becomes canonical money. */
    static ObjectNode json(String text) {
        try {
            String money = text.replaceAll("'([A-Z]{3}) (-?[0-9.]+)'", "{'amount':'$2','currency':'$1'}");
            return (ObjectNode) new ObjectMapper().readTree(money.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String sale(String text) {
        return fact(EventType.SALE, text, null, LEDGER);
    }

    static String fact(EventType type, String text, @Nullable SoldOrder sold, Ledger ledger) {
        return text(Bookkeeping.fact(type, json(text), sold, ledger));
    }

    static String text(Drawn drawn) {
        if (drawn instanceof Drawn.Refused refused) {
            return refused.code() + " " + new TreeMap<>(refused.detail());
        }
        return text(((Drawn.Lines) drawn).lines());
    }

    /** {@code Dr cash 1.00, Cr sales 1.00}: debits first, by account. Lines of one account are one. */
    static String text(List<JournalLine> lines) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JournalLine line : lines) {
            sums.merge(line.account().word(), line.amount(), BigDecimal::add);
        }
        StringBuilder text = new StringBuilder();
        for (int sign : List.of(1, -1)) {
            sums.forEach((account, sum) -> {
                if (sum.signum() == sign) {
                    text.append(text.isEmpty() ? "" : ", ")
                            .append(sign > 0 ? "Dr " : "Cr ")
                            .append(account)
                            .append(' ')
                            .append(sum.abs().toPlainString());
                }
            });
        }
        return text.toString();
    }

    static Ledger gross() {
        return with(true, Set.of());
    }

    static Ledger payments(String... systems) {
        return with(false, Set.of(systems));
    }

    private static Ledger with(boolean gross, Set<String> payments) {
        Ledger rules = LEDGER;
        return new Ledger(
                rules.id(),
                rules.currency(),
                rules.stores(),
                rules.telling(),
                rules.closesAt(),
                rules.zone(),
                gross,
                rules.roundingCap(),
                rules.cashRounding(),
                payments,
                Set.of("GIFT"));
    }
}
