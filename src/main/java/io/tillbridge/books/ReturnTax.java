package io.tillbridge.books;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tax of a line or charge that is paid back.
 *
 * @param own by tax code, what the retailer pays back
 * @param foreign what a marketplace pays back that collected it for itself
 */
record ReturnTax(Map<String, BigDecimal> own, BigDecimal foreign) {

    /** Of its parts where it tells them, else all of one. */
    static ReturnTax of(JsonNode line, MoneyCells money) {
        Map<String, BigDecimal> own = new LinkedHashMap<>();
        BigDecimal foreign = money.zero();
        if (line.path("taxes").isEmpty()) {
            BigDecimal tax = money.orZero(line, "tax");
            boolean marketplace = line.path("facilitator").asBoolean();
            return marketplace ? new ReturnTax(own, tax) : new ReturnTax(Map.of(Figures.TAX, tax), foreign);
        }
        for (JsonNode tax : line.path("taxes")) {
            BigDecimal amount = money.orZero(tax, "amount");
            if (tax.path("facilitator").asBoolean()) {
                foreign = foreign.add(amount);
            } else {
                own.merge(tax.path("code").asText(), amount, BigDecimal::add);
            }
        }
        return new ReturnTax(own, foreign);
    }

    BigDecimal all() {
        return Figures.sum(own).add(foreign);
    }
}
