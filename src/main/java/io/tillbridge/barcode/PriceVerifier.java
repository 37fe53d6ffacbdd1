package io.tillbridge.barcode;

import java.util.Optional;

/**
 * The digit that guards the price or weight inside a number of restricted circulation (GS1 General Specifications, section
 * 7.9, price and weight fields of four and of five digits). Each digit is weighed by a table; the sign says whether the
 * tens of the product are added to it or taken off.
 */
public final class PriceVerifier {

    private static final String TWO_MINUS = "0246891357";
    private static final String THREE = "0369258147";
    private static final String FIVE_PLUS = "0516273849";
    private static final String FIVE_MINUS = "0594837261";

    private PriceVerifier() {}

    /**
     * The verifier of a field of four or five digits; empty for any other length.
     *
     * @param field digits only, such as {@code 2875}
     */
    public static Optional<Character> of(String field) {
        return switch (field.length()) {
            case 4 -> Optional.of(four(field));
            case 5 -> Optional.of(five(field));
            default -> Optional.empty();
        };
    }

    private static char four(String p) {
        int sum = weigh(TWO_MINUS, p, 0) + weigh(TWO_MINUS, p, 1) + weigh(THREE, p, 2) + weigh(FIVE_MINUS, p, 3);
        return digit(3 * sum % 10);
    }

    /** The verifier is not the rest itself but the digit whose weighed value fills the sum up. */
    private static char five(String p) {
        int sum = weigh(FIVE_PLUS, p, 0)
                + weigh(TWO_MINUS, p, 1)
                + weigh(FIVE_MINUS, p, 2)
                + weigh(FIVE_PLUS, p, 3)
                + weigh(TWO_MINUS, p, 4);
        return digit(FIVE_MINUS.indexOf(digit((10 - sum % 10) % 10)));
    }

    private static int weigh(String table, String field, int place) {
        return table.charAt(field.charAt(place) - '0') - '0';
    }

    private static char digit(int value) {
        return (char) ('0' + value);
    }
}
