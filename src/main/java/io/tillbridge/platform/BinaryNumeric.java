package io.tillbridge.platform;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.postgresql.util.ByteConverter;

/**
 * Decimals in PostgreSQL's binary form: how many digits to the base of 10,000, the power of the first one, the sign, the
 * scale, then the digits, each in two bytes ({@code numeric_recv} of PostgreSQL).
 */
final class BinaryNumeric {

    private static final int BASE = 10_000;
    private static final int DIGITS_OF_BASE = 4;
    private static final int HEADER = 8;
    private static final int NEGATIVE = 0x4000;

    /** With the zeros that fill up its last digit, such a number is a long. */
    private static final int SMALL = 15;

    private static final int MOST_DIGITS = SMALL / DIGITS_OF_BASE + 2;
    private static final int LARGEST = 1_000;
    private static final int[] TENS = {1, 10, 100, 1_000};

    private BinaryNumeric() {}

    /** Whether a decimal is one that the binary form is for: what is written with an exponent beyond reason is not. */
    static boolean fits(BigDecimal value) {
        return Math.abs(value.scale()) <= LARGEST && value.precision() <= LARGEST;
    }

    static byte[] of(BigDecimal value) {
        int scale = value.scale();
        if (scale < 0 || scale > SMALL || value.precision() > SMALL) {
            return ByteConverter.numeric(value);
        }
        int behind = (scale + DIGITS_OF_BASE - 1) / DIGITS_OF_BASE;
        long rest = Math.abs(value.unscaledValue().longValue()) * TENS[behind * DIGITS_OF_BASE - scale];
        short[] digits = new short[MOST_DIGITS];
        int count = 0;
        // The server takes away zeros at both ends
        while (rest != 0 || count < behind) {
            digits[count++] = (short) (rest % BASE);
            rest /= BASE;
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * count)
                .putShort((short) count)
                .putShort((short) (count - behind - 1))
                .putShort((short) (value.signum() < 0 ? NEGATIVE : 0))
                .putShort((short) scale);
        while (count > 0) {
            bytes.putShort(digits[--count]);
        }
        return bytes.array();
    }
}
