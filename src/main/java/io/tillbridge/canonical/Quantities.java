package io.tillbridge.canonical;

import java.math.BigDecimal;

/**
 * What a quantity of the books may be: at most {@value #FRACTION_DIGITS} digits behind the point, as its columns, and
 * {@value #WHOLE_DIGITS} before it, three less than they have, so that a balance has room for the sum of a thousand of the
 * largest.
 */
public final class Quantities {

    static final int WHOLE_DIGITS = 12;
    static final int FRACTION_DIGITS = 5;

    private Quantities() {}

    /**
     * Reads a quantity.
     *
     * @param cell its name, for the error
     * @throws InvalidCanonicalEvent when it is no decimal or does not fit; PostgreSQL would refuse or round it
     */
    public static BigDecimal parse(String text, String cell) {
        BigDecimal quantity;
        try {
            quantity = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new InvalidCanonicalEvent(cell, "expected an exact decimal as text, found '" + text + "'");
        }
        long whole = (long) quantity.precision() - quantity.scale();
        if (quantity.signum() != 0 && whole > WHOLE_DIGITS) {
            throw new InvalidCanonicalEvent(
                    "too_many_digits",
                    cell,
                    "found " + whole + " digits before the point, expected at most " + WHOLE_DIGITS
                            + "; the sender must correct the figure");
        }
        int fraction =
                quantity.signum() == 0 ? 0 : quantity.stripTrailingZeros().scale();
        if (fraction > FRACTION_DIGITS) {
            throw new InvalidCanonicalEvent(
                    "scale_exceeded",
                    cell,
                    "found " + fraction + " digits behind the point, expected at most " + FRACTION_DIGITS
                            + "; write scale: " + FRACTION_DIGITS
                            + " and round: in the mapping's row to allow rounding");
        }
        return quantity;
    }
}
