package io.tillbridge.barcode;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a retailer builds numbers of restricted circulation, such as {@code 2[0-9]IIIIIPPPPPC}: digits as they stand, sets of
 * digits in square brackets, I (also X and R) for the item, P for its price or W for its weight, V for the verifier of that
 * field, C for the check digit. 13 places are an EAN-13, 12 a UPC-A.
 */
public final class CirculationPattern {

    private static final Pattern PLACE = Pattern.compile("[0-9IXRPWVC]|\\[[0-9](?:-[0-9])?\\]");

    private final String text;
    private final String places;
    private final Pattern digits;

    private CirculationPattern(String text, String places, Pattern digits) {
        this.text = text;
        this.places = places;
        this.digits = digits;
    }

    /** What reading a pattern showed. */
    public sealed interface Parsed {
        record Valid(CirculationPattern pattern) implements Parsed {}

        /** What is wrong with it, all at once. */
        record Invalid(List<String> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * A number's parts.
     *
     * @param item digits that name the item
     * @param base the number with the field and its verifier zero and a check digit of its own, as items are filed
     * @param field digits of the price or weight
     * @param verified whether the verifier fits; true where there is none
     */
    public record Parts(String item, String base, String field, boolean verified) {}

    /** Reads a pattern. */
    public static Parsed parse(String text) {
        List<String> problems = new ArrayList<>();
        StringBuilder places = new StringBuilder();
        StringBuilder digits = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!place.find(at) || place.start() != at) {
                problems.add("at character " + (at + 1) + ": found '" + text.charAt(at)
                        + "'; expected a digit, a set such as [0-9], or one of I X R P W V C");
                return new Parsed.Invalid(problems);
            }
            String one = place.group();
            boolean letter = one.length() == 1 && !CheckDigit.digits(one);
            places.append(letter ? one.charAt(0) : '0');
            digits.append(letter ? "[0-9]" : one);
            at = place.end();
        }
        check(places.toString(), text, problems);
        return problems.isEmpty()
                ? new Parsed.Valid(new CirculationPattern(text, places.toString(), Pattern.compile(digits.toString())))
                : new Parsed.Invalid(problems);
    }

    private static void check(String places, String text, List<String> problems) {
        if (places.length() != 12 && places.length() != 13) {
            problems.add("has " + places.length() + " places; an EAN-13 has 13, a UPC-A 12");
        }
        if (!text.startsWith("2") && !text.startsWith("02") && !text.startsWith("04") && !text.startsWith("4")) {
            problems.add("must begin with 2, 02 or 04, or in a UPC-A with 4: other numbers are issued by GS1");
        }
        if (places.indexOf('C') != places.length() - 1) {
            problems.add("must end with its only C, the check digit");
        }
        if (!places.matches("[^IXR]*[IXR]+[^IXR]*")) {
            problems.add("needs one run of I, X or R, which names the item");
        }
        boolean price = places.matches("[^P]*P+[^P]*");
        boolean weight = places.matches("[^W]*W+[^W]*");
        if (price == weight) {
            problems.add("needs one run of either P, the price, or W, the weight");
        }
        int verifier = places.indexOf('V');
        int field = places.replaceAll("[^PW]", "").length();
        if (verifier != places.lastIndexOf('V')) {
            problems.add("has more than one V");
        } else if (verifier >= 0 && field != 4 && field != 5) {
            problems.add("has V, the verifier, which guards a field of 4 or 5 digits; found " + field);
        }
    }

    /** Whether the field is a price; else it is a weight. */
    public boolean price() {
        return places.indexOf('P') >= 0;
    }

    /** Whether a code that a scanner gave is of this pattern, with or without the zero before a UPC-A. */
    public boolean matches(String code) {
        return digits.matcher(ofItsLength(code)).matches();
    }

    /** Whether some EAN-13 with these first digits is of this pattern. */
    boolean mayBegin(String prefix) {
        String sets = places.length() == 12 ? "0" + digits.pattern() : digits.pattern();
        Matcher set = Pattern.compile("\\[[^]]*\\]|[0-9]").matcher(sets);
        for (int i = 0; i < prefix.length() && set.find(); i++) {
            if (!prefix.substring(i, i + 1).matches(set.group())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The parts of a code.
     *
     * @param code that {@link #matches}
     */
    public Parts parts(String code) {
        String read = ofItsLength(code);
        String item = at(read, "IXR");
        String field = at(read, "PW");
        String verifier = at(read, "V");
        StringBuilder base = new StringBuilder();
        for (int i = 0; i < places.length() - 1; i++) {
            base.append("PWV".indexOf(places.charAt(i)) >= 0 ? '0' : read.charAt(i));
        }
        boolean verified = verifier.isEmpty()
                || PriceVerifier.of(field)
                        .filter(digit -> digit == verifier.charAt(0))
                        .isPresent();
        return new Parts(item, CheckDigit.append(base.toString()), field, verified);
    }

    private String at(String code, String letters) {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < places.length(); i++) {
            if (letters.indexOf(places.charAt(i)) >= 0) {
                found.append(code.charAt(i));
            }
        }
        return found.toString();
    }

    /** A UPC-A is an EAN-13 with a zero before it, which scanners add and take away. */
    private String ofItsLength(String code) {
        if (code.length() == places.length() + 1 && code.startsWith("0")) {
            return code.substring(1);
        }
        return code.length() == places.length() - 1 && text.startsWith("0") ? "0" + code : code;
    }

    @Override
    public String toString() {
        return text;
    }
}
