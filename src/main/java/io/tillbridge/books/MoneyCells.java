package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the money of one canonical document: all of one currency, exact to its minor unit (ISO 4217). */
final class MoneyCells {

    private final String currency;
    private final int digits;

    private MoneyCells(String currency, int digits) {
        this.currency = currency;
        this.digits = digits;
    }

    /**
     * For a currency.
     *
     * @throws EntryRefused when it is none that has a minor unit
     */
    static MoneyCells of(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            if (digits >= 0) {
                return new MoneyCells(currency, digits);
            }
        } catch (IllegalArgumentException e) {
            // Told below, like a currency without a minor unit.
        }
        throw unreadable("currency", currency, "a currency of ISO 4217 that has a minor unit");
    }

    /** The currency that a document is in: as it says, or that of its first money; null when it has no money. */
    static @Nullable String currency(JsonNode document) {
        JsonNode own = document.path("currency");
        if (!own.isMissingNode() && !own.isNull()) {
            return own.asText();
        }
        for (String pointer : List.of("/totals/grand", "/amount", "/net", "/lines/0/amount", "/tenders/0/counted")) {
            JsonNode named = document.at(pointer).path("currency");
            if (named.isTextual()) {
                return named.asText();
            }
        }
        return null;
    }

    String currency() {
        return currency;
    }

    /** The amount; null when the cell is absent. */
    @Nullable
    BigDecimal read(JsonNode node, String name) {
        JsonNode cell = node.path(name);
        if (cell.isMissingNode() || cell.isNull()) {
            return null;
        }
        String amount = cell.path("amount").asText();
        if (!cell.path("currency").asText(currency).equals(currency)) {
            throw unreadable(name, cell.toString(), "an amount in " + currency + ", as the rest of the document");
        }
        try {
            return new BigDecimal(amount).setScale(digits, RoundingMode.UNNECESSARY);
        } catch (NumberFormatException e) {
            throw unreadable(name, cell.toString(), "a decimal");
        } catch (ArithmeticException e) {
            throw unreadable(name, amount, "at most " + digits + " digits behind the point for " + currency);
        }
    }

    /** The amount; zero when the cell is absent. */
    BigDecimal orZero(JsonNode node, String name) {
        BigDecimal amount = read(node, name);
        return amount == null ? zero() : amount;
    }

    BigDecimal zero() {
        return BigDecimal.ZERO.setScale(digits);
    }

    /** Rounded half up to the minor unit. */
    BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(digits, RoundingMode.HALF_UP);
    }

    private static EntryRefused unreadable(String cell, String found, String expected) {
        return new EntryRefused("entry_unreadable", Map.of("at", cell, "found", found, "expected", expected));
    }
}
