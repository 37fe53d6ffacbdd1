package io.tillbridge.intake;

/**
 * Whether digits are a payment-card number: length, issuer range and check digit (ISO/IEC 7812). Luhn alone is no test:
 * one in ten ids of that length passes it.
 */
final class CardIssuers {

    private CardIssuers() {}

    /**
     * Whether the digits are a card number of 15, 16 or 19 digits.
     *
     * @param digits values 0 to 9
     * @param length how many of them count
     */
    static boolean isCard(byte[] digits, int length) {
        return (length == 15 || length == 16 || length == 19) && issued(digits, length) && luhn(digits, length);
    }

    private static boolean issued(byte[] digits, int length) {
        int two = digits[0] * 10 + digits[1];
        int three = two * 10 + digits[2];
        int four = three * 10 + digits[3];
        if (length == 15) {
            return two == 34 || two == 37; // American Express
        }
        boolean visa = digits[0] == 4;
        boolean discover = four == 6011 || (three >= 644 && three <= 649) || two == 65;
        boolean jcb = four >= 3528 && four <= 3589;
        boolean diners = (three >= 300 && three <= 305) || three == 309 || two == 36 || two == 38 || two == 39;
        boolean unionPay = two == 62;
        boolean maestro = four == 5018
                || four == 5020
                || four == 5038
                || four == 5893
                || four == 6304
                || four == 6759
                || (four >= 6761 && four <= 6763);
        boolean mastercard = length == 16 && ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720));
        return visa || discover || jcb || diners || unionPay || maestro || mastercard;
    }

    private static boolean luhn(byte[] digits, int length) {
        int sum = 0;
        for (int i = length - 1, position = 0; i >= 0; i--, position++) {
            int digit = digits[i];
            if ((position & 1) == 1) {
                digit *= 2;
                if (digit > 9) {
                    digit -= 9;
                }
            }
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
