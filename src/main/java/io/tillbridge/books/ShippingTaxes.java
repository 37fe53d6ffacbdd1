package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Taxes of the shipping of an order, as far as it tells them by themselves.
 *
 * @param own by tax code, what the retailer owes
 * @param foreign what a marketplace collects for itself
 */
record ShippingTaxes(Map<String, BigDecimal> own, BigDecimal foreign) {

    static ShippingTaxes of(JsonNode document, MoneyCells money) {
        Map<String, BigDecimal> own = new LinkedHashMap<>();
        BigDecimal foreign = money.zero();
        for (JsonNode tax : document.path("shippingTaxes")) {
            BigDecimal amount = money.orZero(tax, "amount");
            if (tax.path("facilitator").asBoolean()) {
                foreign = foreign.add(amount);
            } else {
                own.merge(tax.path("code").asText(), amount, BigDecimal::add);
            }
        }
        return new ShippingTaxes(own, foreign);
    }

    /** The tax of the shipping by its codes; what they do not tell has none. */
    Map<String, BigDecimal> split(BigDecimal tax) {
        if (own.isEmpty() || tax.signum() == 0) {
            return Map.of(Figures.TAX, tax);
        }
        Map<String, BigDecimal> codes = new LinkedHashMap<>(own);
        codes.merge(Figures.TAX, tax.subtract(Figures.sum(own)), BigDecimal::add);
        return codes;
    }
}
