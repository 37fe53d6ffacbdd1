package io.tillbridge.intake;

import io.tillbridge.intake.CardNumberScan.Span;
import java.util.List;

/**
 * Card numbers in text of two or four bytes a character: UTF-16 and UTF-32 in both byte orders. Digits are found where
 * they stand, with or without a byte order mark and at any offset, so that broken text is redacted too; each masked digit
 * is written back in its own place, so that length and charset stay.
 *
 * <p>Each digit is one byte beside one or three zero bytes. A card number spans at least 29 bytes of which no two in a row
 * are free of zeros, so looking at every sixteenth pair of bytes tells nearly every other document apart.
 */
final class WideCardNumbers {

    private static final int STRIDE = 16;
    private static final int[] WIDTHS = {2, 4};

    /** Stands for a character that is not ASCII: no digit, no part of a word. */
    private static final byte OTHER = -1;

    private WideCardNumbers() {}

    /** The text without card numbers; the given array itself when there are none. */
    static byte[] masked(byte[] text) {
        if (!maybeWide(text)) {
            return text;
        }
        byte[] masked = text;
        for (int width : WIDTHS) {
            for (int offset = 0; offset < width; offset++) {
                masked = masked(text, masked, width, offset, 0);
                masked = masked(text, masked, width, offset, width - 1);
            }
        }
        return masked;
    }

    private static boolean maybeWide(byte[] text) {
        for (int i = STRIDE - 1; i < text.length; i += STRIDE) {
            if (text[i] == 0 || (i + 1 < text.length && text[i + 1] == 0)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Masks what is found when characters of {@code width} bytes begin at {@code offset}.
     *
     * @param text as it was given: what one reading masks must not hide a number from the next
     * @param soFar the result of the readings before
     * @param digit which byte of a character is its ASCII code: the first (little endian) or the last (big endian)
     */
    private static byte[] masked(byte[] text, byte[] soFar, int width, int offset, int digit) {
        byte[] narrow = new byte[Math.max(0, text.length - offset) / width];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = ascii(text, offset + i * width, width, digit);
        }
        List<Span> spans = CardNumberScan.of(narrow);
        if (spans.isEmpty()) {
            return soFar;
        }
        byte[] masked = soFar == text ? text.clone() : soFar;
        for (Span span : spans) {
            CardNumberRedaction.mask(narrow, span, (byte) '*');
            for (int i = span.from(); i < span.to(); i++) {
                if (narrow[i] == '*') {
                    masked[offset + i * width + digit] = '*';
                }
            }
        }
        return masked;
    }

    private static byte ascii(byte[] text, int at, int width, int digit) {
        for (int i = 0; i < width; i++) {
            if (i != digit && text[at + i] != 0) {
                return OTHER;
            }
        }
        byte found = text[at + digit];
        return found > 0 ? found : OTHER;
    }
}
