package io.tillbridge.mapping.value;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;

/** Fraction digits per currency, by ISO 4217 as the JDK ships it: JPY 0, USD 2, KWD 3. */
public final class Currencies {

    private static final Map<String, Integer> SCALES = new HashMap<>();

    static {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            if (currency.getDefaultFractionDigits() >= 0) {
                SCALES.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits());
            }
        }
    }

    private Currencies() {}

    /** Fraction digits; -1 when the code is no currency with minor units defined. Codes are upper case. */
    public static int scale(String code) {
        return SCALES.getOrDefault(code, -1);
    }
}
