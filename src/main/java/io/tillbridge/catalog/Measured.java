package io.tillbridge.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What weighed or priced goods are worth. A price on the label wins over weight times unit price; from it follows the
 * quantity, rounded to the gram, and what the rounding leaves over is told.
 *
 * @param price total; null when there is neither one on the label nor a unit price
 * @param kilograms on the label; null when it has a price
 * @param quantity in the item's base unit; null when it cannot be told
 * @param unitPrice of one base unit at this time
 * @param difference price on the label less quantity times unit price
 */
public record Measured(
        @Nullable BigDecimal price,
        @Nullable String currency,
        @Nullable BigDecimal kilograms,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal unitPrice,
        @Nullable BigDecimal difference) {

    private static final Set<String> KILOGRAM = Set.of("kg", "KGM");
    private static final int GRAM = 3;

    /**
     * By the price on the label.
     *
     * @param currency null where the label does not say: that of the unit price
     */
    static Measured price(BigDecimal price, @Nullable String currency, Item item, ItemPrices.@Nullable Tier tier) {
        boolean other = tier == null
                || (currency != null && !currency.equals(tier.price().currency()));
        String said = currency == null && tier != null ? tier.price().currency() : currency;
        if (!byWeight(item)) {
            return new Measured(price, said, null, BigDecimal.ONE, null, null);
        }
        if (tier == null || other || tier.price().value().signum() == 0) {
            return new Measured(price, said, null, null, null, null);
        }
        BigDecimal unitPrice = tier.price().value();
        BigDecimal quantity = price.divide(unitPrice, GRAM, RoundingMode.HALF_UP);
        BigDecimal difference = price.subtract(quantity.multiply(unitPrice));
        return new Measured(price, said, null, quantity, unitPrice, difference);
    }

    /** By the weight on the label; the price is rounded to the currency's minor unit. */
    static Measured weight(BigDecimal kilograms, Item item, ItemPrices.@Nullable Tier tier) {
        if (!byWeight(item) || tier == null) {
            return new Measured(null, null, kilograms, byWeight(item) ? kilograms : null, null, null);
        }
        BigDecimal unitPrice = tier.price().value();
        int minor = minorDigits(tier.price().currency());
        BigDecimal price = kilograms.multiply(unitPrice).setScale(minor, RoundingMode.HALF_UP);
        return new Measured(price, tier.price().currency(), kilograms, kilograms, unitPrice, null);
    }

    /** A source may name a currency that nobody knows; then its prices have two decimals, as most have. */
    private static int minorDigits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    private static boolean byWeight(Item item) {
        return item.cell(ItemField.UNIT).filter(KILOGRAM::contains).isPresent();
    }
}
