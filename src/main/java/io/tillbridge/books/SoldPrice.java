package io.tillbridge.books;

import java.math.BigDecimal;

/**
 * What one of an item was sold for.
 *
 * @param currency ISO 4217
 * @param net after discount, without tax
 * @param tax of it
 */
public record SoldPrice(String sku, String currency, BigDecimal net, BigDecimal tax) {

    /** What the customer paid for it. */
    public BigDecimal paid() {
        return net.add(tax);
    }
}
