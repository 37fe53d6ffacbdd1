package io.tillbridge.mapping.value;

import java.util.Arrays;
import java.util.Currency;

/** Fraction digits per currency, by ISO 4217 as the JDK ships it: JPY 0, USD 2, KWD 3. */
public final class Currencies {

    private static final int LETTERS = 26;

    /** By the place of a code among all of three letters: money is read for most cells, and this needs no hash of a new text. */
    private static final byte[] SCALES = new byte[LETTERS * LETTERS * LETTERS];

    static {
        Arrays.fill(SCALES, (byte) -1);
        for (Currency currency : Currency.getAvailableCurrencies()) {
            int place = place(currency.getCurrencyCode());
            if (place >= 0 && currency.getDefaultFractionDigits() >= 0) {
                SCALES[place] = (byte) currency.getDefaultFractionDigits();
            }
        }
    }

    private Currencies() {}

    /** Fraction digits; -1 when the code is no currency with minor units defined. Codes are upper case. */
    public static int scale(String code) {
        int place = place(code);
        return place < 0 ? -1 : SCALES[place];
    }

    /** Among all codes of three capital letters; -1 for another text. */
    private static int place(String code) {
        if (code.length() != 3) {
            return -1;
        }
        int place = 0;
        for (int i = 0; i < 3; i++) {
            int letter = code.charAt(i) - 'A';
            if (letter < 0 || letter >= LETTERS) {
                return -1;
            }
            place = place * LETTERS + letter;
        }
        return place;
    }
}
