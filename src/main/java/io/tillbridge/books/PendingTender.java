package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A tender of a sale that was no money when the sale was told: a card that was read offline, or is not captured yet.
 *
 * @param payment the provider's id of it
 * @param amount in the sale's currency
 * @param state {@code pending}, {@code captured} or {@code declined}
 */
public record PendingTender(String payment, BigDecimal amount, String state) {

    public static final String PENDING = "pending";
    public static final String CAPTURED = "captured";
    public static final String DECLINED = "declined";

    /** Those of a sale that a payment can settle: they name it. None where an amount cannot be read. */
    public static List<PendingTender> of(JsonNode sale) {
        List<PendingTender> pending = new ArrayList<>();
        String currency = MoneyCells.currency(sale);
        try {
            for (JsonNode tender : sale.path("tenders")) {
                if (pending(tender) && tender.hasNonNull("payment") && currency != null) {
                    BigDecimal amount = MoneyCells.of(currency).orZero(tender, "amount");
                    pending.add(new PendingTender(
                            tender.path("payment").asText(),
                            amount,
                            tender.path("state").asText()));
                }
            }
        } catch (EntryRefused e) {
            return List.of();
        }
        return pending;
    }

    /** What leads from one state to another: money when it is captured, a debt of the customer when it is declined. */
    public List<JournalLine> settled(String to) {
        JournalLines lines = new JournalLines();
        lines.credit(account(to), amount.negate(), to.equals(CAPTURED) ? null : payment);
        lines.credit(account(state), amount, payment);
        return lines.balanced();
    }

    static boolean pending(JsonNode tender) {
        String state = tender.path("state").asText(CAPTURED);
        return state.equals(PENDING) || state.equals(DECLINED);
    }

    /** The account that takes a tender in. */
    static Account account(JsonNode tender) {
        return pending(tender)
                ? account(tender.path("state").asText())
                : Account.ofTender(tender.path("kind").asText());
    }

    private static Account account(String state) {
        return switch (state) {
            case PENDING -> Account.PENDING_TENDERS;
            case DECLINED -> Account.RECEIVABLES;
            default -> Account.CARD_CLEARING;
        };
    }
}
