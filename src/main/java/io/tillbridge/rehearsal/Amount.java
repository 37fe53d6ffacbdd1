package io.tillbridge.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An amount of money as canonical cells write it: {@code {"amount": "19.90", "currency": "USD"}}. */
record Amount(BigDecimal amount, String currency) {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,20})?");

    /** The amount; null when the node is none. */
    static @Nullable Amount of(@Nullable JsonNode node) {
        if (node == null || !node.isObject() || node.size() != 2) {
            return null;
        }
        JsonNode amount = node.path("amount");
        JsonNode currency = node.path("currency");
        boolean decimal =
                amount.isValueNode() && DECIMAL.matcher(amount.asText()).matches();
        return decimal && currency.isTextual()
                ? new Amount(new BigDecimal(amount.asText()), currency.textValue())
                : null;
    }

    /** After less before, by currency; an absent amount counts as zero. Empty when neither is money. */
    static TreeMap<String, BigDecimal> difference(@Nullable JsonNode before, @Nullable JsonNode after) {
        TreeMap<String, BigDecimal> difference = new TreeMap<>();
        Amount was = of(before);
        Amount is = of(after);
        if (was != null) {
            difference.merge(was.currency(), was.amount().negate(), BigDecimal::add);
        }
        if (is != null) {
            difference.merge(is.currency(), is.amount(), BigDecimal::add);
        }
        return difference;
    }
}
