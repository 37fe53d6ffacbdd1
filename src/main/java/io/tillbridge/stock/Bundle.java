package io.tillbridge.stock;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.function.Function;

/**
 * An item that is made of others: its components are the stock, and what was built beforehand.
 *
 * @param components base units of each in one bundle; more than zero
 */
public record Bundle(String sku, Map<String, BigDecimal> components) {

    public Bundle {
        components = Map.copyOf(components);
    }

    /**
     * Whole bundles that can be made.
     *
     * @param available what may be sold of each component, zero or more
     */
    public BigDecimal buildable(Function<String, BigDecimal> available) {
        return components.entrySet().stream()
                .map(component ->
                        available.apply(component.getKey()).divide(component.getValue(), 0, RoundingMode.FLOOR))
                .reduce(BigDecimal::min)
                .orElse(BigDecimal.ZERO);
    }

    /**
     * What may be sold at a location: built ones and those that can be made, less bundles that are owed already.
     *
     * @param own of the bundle's own balance
     * @param buildable at the location
     */
    public static BigDecimal available(Availability own, BigDecimal buildable) {
        return own.exclusion() == null
                ? own.raw().subtract(own.buffer().units()).add(buildable).max(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }
}
