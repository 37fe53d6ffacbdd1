package io.tillbridge.barcode;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The short form of UPC-A for small packs: eight digits, of which the last of the six in the middle says where zeros were
 * left out (GS1 General Specifications, section 5.2.2.4). Number systems 0 and 1 only.
 */
public final class UpcE {

    private static final Pattern SHORT = Pattern.compile("[01][0-9]{7}");
    private static final Pattern LONG = Pattern.compile("[01][0-9]{11}");

    private UpcE() {}

    /** The UPC-A of a UPC-E, such as 012345000065 of 01234565; empty when it is none or its check digit is wrong. */
    public static Optional<String> expand(String code) {
        if (!SHORT.matcher(code).matches()) {
            return Optional.empty();
        }
        String d = code.substring(1, 7);
        String body = switch (d.charAt(5)) {
            case '0', '1', '2' -> d.substring(0, 2) + d.charAt(5) + "0000" + d.substring(2, 5);
            case '3' -> d.substring(0, 3) + "00000" + d.substring(3, 5);
            case '4' -> d.substring(0, 4) + "00000" + d.charAt(4);
            default -> d.substring(0, 5) + "0000" + d.charAt(5);
        };
        return Optional.of(code.charAt(0) + body + code.charAt(7)).filter(CheckDigit::holds);
    }

    /** The UPC-E of a UPC-A, such as 01234565 of 012345000065; empty when it has no zeros to leave out. */
    public static Optional<String> compress(String code) {
        if (!LONG.matcher(code).matches() || !CheckDigit.holds(code)) {
            return Optional.empty();
        }
        String maker = code.substring(1, 6);
        String article = code.substring(6, 11);
        String six = null;
        if (maker.substring(2).matches("[012]00") && article.startsWith("00")) {
            six = maker.substring(0, 2) + article.substring(2) + maker.charAt(2);
        } else if (maker.endsWith("00") && article.startsWith("000")) {
            six = maker.substring(0, 3) + article.substring(3) + "3";
        } else if (maker.endsWith("0") && article.startsWith("0000")) {
            six = maker.substring(0, 4) + article.charAt(4) + "4";
        } else if (article.matches("0000[5-9]")) {
            six = maker + article.charAt(4);
        }
        return six == null ? Optional.empty() : Optional.of(code.charAt(0) + six + code.charAt(11));
    }
}
