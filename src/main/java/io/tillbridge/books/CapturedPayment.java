package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * The money of a captured payment, as its provider tells it.
 *
 * @param amount not below zero
 * @param currency ISO 4217
 * @param kind of tender, such as {@code card}; null where the provider does not say
 */
public record CapturedPayment(
        BigDecimal amount, String currency, @Nullable String kind) {

    /** That of a {@code payment.captured}; null where it tells none. */
    public static @Nullable CapturedPayment of(JsonNode payment) {
        JsonNode amount = payment.path("amount");
        if (!amount.hasNonNull("amount") || !amount.hasNonNull("currency")) {
            return null;
        }
        return new CapturedPayment(
                new BigDecimal(amount.path("amount").asText()).abs(),
                amount.path("currency").asText(),
                payment.path("kind").asText(null));
    }

    /** Whether it can be entered in a currency. */
    public boolean in(String other) {
        return currency.equals(other)
                && amount.stripTrailingZeros().scale()
                        <= Currency.getInstance(other).getDefaultFractionDigits();
    }
}
