package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A tender of a sale that was no money when the sale was told: a card that was read offline, or is not captured yet.
 *
 * @param number its place among the sale's tenders, from 0
 * @param payment the provider's id of it
 * @param kind such as {@code card}
 * @param amount in the sale's currency
 * @param state {@code pending} or {@code declined}
 */
public record PendingTender(int number, String payment, String kind, BigDecimal amount, String state) {

    public static final String PENDING = "pending";
    public static final String DECLINED = "declined";

    /** Those of a sale that a payment can settle: they name it. None where an amount cannot be read. */
    public static List<PendingTender> of(JsonNode sale) {
        List<PendingTender> pending = new ArrayList<>();
        String currency = MoneyCells.currency(sale);
        try {
            int number = 0;
            for (JsonNode tender : sale.path("tenders")) {
                if (pending(tender) && tender.hasNonNull("payment") && currency != null) {
                    pending.add(new PendingTender(
                            number,
                            tender.path("payment").asText(),
                            tender.path("kind").asText(),
                            MoneyCells.of(currency).orZero(tender, "amount"),
                            tender.path("state").asText()));
                }
                number++;
            }
        } catch (EntryRefused e) {
            return List.of();
        }
        return pending;
    }

    static boolean pending(JsonNode tender) {
        String state = tender.path("state").asText();
        return state.equals(PENDING) || state.equals(DECLINED);
    }

    /** The account that takes a tender in. */
    static Account account(JsonNode tender) {
        return pending(tender)
                ? account(tender.path("state").asText())
                : Account.ofTender(tender.path("kind").asText());
    }

    /** Where the sale's own entry has it. */
    static Account account(String state) {
        return state.equals(PENDING) ? Account.PENDING_TENDERS : Account.RECEIVABLES;
    }
}
