package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a marketplace asks for its offers, as its seller told it. */
final class OfferPrices {

    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,2})?");

    private final Map<String, BigDecimal> prices = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** Why it is not taken; null: it is. */
    @Nullable
    String problem(JsonNode item) {
        if (!AMOUNT.matcher(item.path("price").asText()).matches()) {
            return "price_not_an_amount";
        }
        if (!item.path("currency").asText().equals("EUR")) {
            return "currency_not_sold_in";
        }
        if (!item.path("sequence").isIntegralNumber()) {
            return "sequence_missing";
        }
        return item.path("sequence").asLong() < sequences.getOrDefault(sku(item), Long.MIN_VALUE)
                ? "sequence_went_back"
                : null;
    }

    void take(JsonNode item) {
        sequences.put(sku(item), item.path("sequence").asLong());
        prices.put(sku(item), new BigDecimal(item.path("price").asText()));
    }

    /** In euros; {@code listed} until it was told another. */
    BigDecimal of(String sku, BigDecimal listed) {
        return prices.getOrDefault(sku, listed);
    }

    private static String sku(JsonNode item) {
        return item.path("sku").asText();
    }
}
