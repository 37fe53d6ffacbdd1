package io.tillbridge.barcode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of restricted circulation of some stores are read.
 *
 * @param name for people
 * @param stores that use it; empty: all that no rule names
 * @param decimals of the price in its currency, or of the weight in kilogram
 * @param currency of the price, as ISO 4217; null for a weight
 */
public record CirculationRule(
        String name,
        CirculationPattern pattern,
        Set<String> stores,
        int decimals,
        @Nullable String currency) {

    public CirculationRule {
        stores = Set.copyOf(stores);
    }

    /**
     * What a number says.
     *
     * @param price total of the pack, null when it says the weight
     * @param kilograms null when it says the price
     */
    public record Said(
            String rule,
            String item,
            String base,
            @Nullable BigDecimal price,
            @Nullable String currency,
            @Nullable BigDecimal kilograms,
            boolean verified) {}

    /**
     * Reads a number.
     *
     * @param code that the pattern matches
     */
    Said read(String code) {
        CirculationPattern.Parts parts = pattern.parts(code);
        BigDecimal figure = new BigDecimal(new BigInteger(parts.field()), decimals);
        boolean price = pattern.price();
        return new Said(
                name,
                parts.item(),
                parts.base(),
                price ? figure : null,
                price ? currency : null,
                price ? null : figure,
                parts.verified());
    }
}
