package io.tillbridge.canonical;

import java.math.BigDecimal;

/** Exact decimals as canonical text: plain notation, no trailing zeros behind the point, so equal numbers are equal text. */
public final class PlainDecimal {

    private PlainDecimal() {}

    public static String text(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
        return stripped.toPlainString();
    }
}
