package io.tillbridge.barcode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * GS1 article numbers, always compared as GTIN-14: zero-padded text, because scanners strip leading zeros and numbers
 * lose them (GS1 General Specifications, section 7.9 for the check digit).
 */
public record Gtin(String value) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
    private static final int LENGTH = 14;

    /** What reading a code showed. */
    public sealed interface Reading {
        /** A GTIN, or several when the code is both a GTIN-8 and a UPC-E: the likelier one first. */
        record Valid(List<Gtin> candidates) implements Reading {
            public Valid {
                candidates = List.copyOf(candidates);
            }
        }

        /**
         * Not a GTIN.
         *
         * @param code {@code not_a_gtin} or {@code check_digit}
         */
        record Invalid(String code, String detail) implements Reading {}
    }

    /** Reads GTIN-8, UPC-A, UPC-E, EAN-13 or GTIN-14. */
    public static Reading read(String code) {
        if (!DIGITS.matcher(code).matches()) {
            return new Reading.Invalid(
                    "not_a_gtin",
                    "found '" + shown(code) + "'; expected 8, 12, 13 or 14 digits, the last a check digit");
        }
        List<Gtin> candidates = new ArrayList<>();
        if (CheckDigit.holds(code)) {
            candidates.add(new Gtin(padded(code)));
        }
        UpcE.expand(code).ifPresent(expanded -> candidates.add(new Gtin(padded(expanded))));
        return candidates.isEmpty()
                ? new Reading.Invalid(
                        "check_digit",
                        "check digit of " + code + " is " + code.charAt(code.length() - 1) + "; expected "
                                + CheckDigit.of(code.substring(0, code.length() - 1)) + ". Correct the misread digit")
                : new Reading.Valid(candidates);
    }

    /** Prefix 02, 04 or 20 to 29: its meaning is the retailer's own (a price, a weight) and no item may have it. */
    public boolean restricted() {
        if (value.startsWith("000000")) {
            return false; // a padded GTIN-8
        }
        String prefix = value.substring(1, 3);
        return value.charAt(0) == '0' && (prefix.equals("02") || prefix.equals("04") || prefix.charAt(0) == '2');
    }

    /** For a case (indicator 1 to 8) the GTIN-14 of the unit inside. */
    public Optional<Gtin> unit() {
        char indicator = value.charAt(0);
        if (indicator < '1' || indicator > '8') {
            return Optional.empty();
        }
        String body = "0" + value.substring(1, LENGTH - 1);
        return Optional.of(new Gtin(CheckDigit.append(body)));
    }

    private static String padded(String code) {
        return "0".repeat(LENGTH - code.length()) + code;
    }

    private static String shown(String code) {
        return code.length() <= 30 ? code : code.substring(0, 30) + "...";
    }
}
