package io.tillbridge.barcode;

/**
 * The check digit of all GS1 numbers: GTIN, ISBN-13, SSCC, GLN (GS1 General Specifications, section 7.9.1). From the right
 * the digits of the body weigh 3, 1, 3, 1 and so on; the check digit fills their sum up to a multiple of ten.
 */
public final class CheckDigit {

    private CheckDigit() {}

    /**
     * The digit that belongs behind a body.
     *
     * @param body digits only
     */
    public static char of(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? 3 * digit : digit;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /** The body with its check digit. */
    public static String append(String body) {
        return body + of(body);
    }

    /** Whether the last digit is the check digit of those before it. */
    public static boolean holds(String code) {
        int last = code.length() - 1;
        return last > 0 && of(code.substring(0, last)) == code.charAt(last);
    }

    /** Whether a text is digits only, at least one. */
    static boolean digits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
