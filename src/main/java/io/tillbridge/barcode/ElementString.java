package io.tillbridge.barcode;

import io.tillbridge.barcode.ApplicationIdentifier.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GS1 element strings, as GS1-128, GS1 DataMatrix and GS1 DataBar carry them: application identifiers with their values. A
 * value of variable length ends with FNC1, which scanners send as GS (U+001D). People write {@code (01)...(10)...}.
 */
public final class ElementString {

    private static final char GS = Code128.FNC1;
    private static final Pattern SYMBOLOGY = Pattern.compile("^\\](C1|e0|d2|Q3|J1)");
    private static final Pattern BRACKETS = Pattern.compile("\\(([0-9]{2,4})\\)");
    private static final Pattern SET_82 = Pattern.compile("[!\"%-?A-Z_a-z]*");

    private ElementString() {}

    /** What reading showed. */
    public sealed interface Reading {
        /** All elements in their order. */
        record Valid(List<Element> elements) implements Reading {
            public Valid {
                elements = List.copyOf(elements);
            }

            /** The value of the first element with this identifier. */
            public Optional<Element> find(String ai) {
                return elements.stream().filter(one -> one.ai().equals(ai)).findFirst();
            }

            /** The first element of a measure or an amount, such as {@code 310} for 3100 to 3105. */
            public Optional<Element> measure(String prefix) {
                return elements.stream()
                        .filter(one -> one.ai().length() == 4 && one.ai().startsWith(prefix))
                        .findFirst();
            }
        }

        /**
         * Not element strings.
         *
         * @param code {@code unknown_identifier}, {@code wrong_length}, {@code wrong_character}, {@code check_digit} or
         *     {@code wrong_date}
         * @param place of the first character that is wrong, from 1
         */
        record Invalid(String code, int place, String detail) implements Reading {}
    }

    /**
     * One element.
     *
     * @param place of its identifier, from 1
     */
    public record Element(String ai, String title, String value, int decimals, int place) {

        /** A measure, count or amount with its decimals; the value must be digits. */
        public BigDecimal number() {
            return new BigDecimal(new BigInteger(value), decimals);
        }

        /**
         * The day of a date; day 00 is the last of its month.
         *
         * @param today decides the century: at most 50 years ahead, at most 49 back
         */
        public LocalDate date(LocalDate today) {
            int year = Integer.parseInt(value.substring(0, 2)) + today.getYear() / 100 * 100;
            int ahead = year - today.getYear();
            int full = ahead > 50 ? year - 100 : ahead < -49 ? year + 100 : year;
            int month = Integer.parseInt(value.substring(2, 4));
            int day = Integer.parseInt(value.substring(4, 6));
            return day == 0 ? YearMonth.of(full, month).atEndOfMonth() : LocalDate.of(full, month, day);
        }
    }

    /** Whether a code is meant as element strings: it names its symbology, has brackets, or a separator. */
    public static boolean looksLike(String code) {
        return SYMBOLOGY.matcher(code).find() || code.startsWith("(") || code.indexOf(GS) >= 0;
    }

    /** The same as a scanner sends it, without symbology: what a label encodes. */
    public static String raw(Reading.Valid valid) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < valid.elements().size(); i++) {
            Element element = valid.elements().get(i);
            raw.append(element.ai()).append(element.value());
            boolean predefined = ApplicationIdentifier.at(element.ai(), 0)
                    .filter(ApplicationIdentifier::predefined)
                    .isPresent();
            if (!predefined && i < valid.elements().size() - 1) {
                raw.append(GS);
            }
        }
        return raw.toString();
    }

    /** Reads element strings as a scanner sends them or as people write them. */
    public static Reading read(String code) {
        List<Element> elements = new ArrayList<>();
        Matcher symbology = SYMBOLOGY.matcher(code);
        int place = symbology.find() ? symbology.end() : 0;
        try {
            if (place < code.length() && code.charAt(place) == '(') {
                brackets(code, place, elements);
            } else {
                plain(code, place, elements);
            }
        } catch (Wrong e) {
            return e.reading;
        }
        return new Reading.Valid(elements);
    }

    private static void brackets(String code, int from, List<Element> elements) throws Wrong {
        Matcher next = BRACKETS.matcher(code);
        int place = from;
        while (place < code.length()) {
            if (!next.find(place) || next.start() != place) {
                throw new Wrong("unknown_identifier", place, "expected an identifier in brackets, such as (01)");
            }
            ApplicationIdentifier identifier = identifier(next.group(1), 0, place + 1);
            if (identifier.ai().length() != next.group(1).length()) {
                throw new Wrong("unknown_identifier", place + 1, "GS1 has no identifier " + next.group(1));
            }
            int start = next.end();
            int end = next.find(start) ? next.start() : code.length();
            if (end - start > identifier.most()) {
                throw tooLong(identifier, start + identifier.most(), end - start);
            }
            elements.add(element(identifier, code.substring(start, end), place, start));
            place = end;
        }
    }

    private static void plain(String code, int from, List<Element> elements) throws Wrong {
        int place = from < code.length() && code.charAt(from) == GS ? from + 1 : from;
        if (place == code.length()) {
            throw new Wrong("unknown_identifier", place, "expected an identifier, found the end");
        }
        while (place < code.length()) {
            ApplicationIdentifier identifier = identifier(code, place, place);
            int start = place + identifier.ai().length();
            int separator = code.indexOf(GS, start);
            int end = separator < 0 ? code.length() : separator;
            if (identifier.predefined()) {
                end = Math.min(end, start + identifier.most());
            } else if (end - start > identifier.most()) {
                throw tooLong(identifier, start + identifier.most(), end - start);
            }
            elements.add(element(identifier, code.substring(start, end), place, start));
            place = end < code.length() && code.charAt(end) == GS ? end + 1 : end;
        }
    }

    private static ApplicationIdentifier identifier(String text, int at, int place) throws Wrong {
        return ApplicationIdentifier.at(text, at)
                .orElseThrow(() -> new Wrong(
                        "unknown_identifier",
                        place,
                        "GS1 has no identifier that begins with "
                                + text.substring(at, Math.min(at + 4, text.length()))));
    }

    private static Wrong tooLong(ApplicationIdentifier identifier, int place, int length) {
        return new Wrong(
                "wrong_length",
                place,
                "(" + identifier.ai() + ") " + identifier.title() + " has at most " + identifier.most()
                        + " characters, found " + length + "; FNC1 (U+001D) ends it before the next identifier");
    }

    private static Element element(ApplicationIdentifier identifier, String value, int place, int start) throws Wrong {
        String name = "(" + identifier.ai() + ") " + identifier.title();
        if (value.length() < identifier.least()) {
            throw new Wrong(
                    "wrong_length",
                    start + value.length(),
                    name + " has at least " + identifier.least() + " characters, found " + value.length());
        }
        boolean text = identifier.kind() == Kind.TEXT;
        for (int i = 0; i < value.length(); i++) {
            String one = value.substring(i, i + 1);
            if (text ? !SET_82.matcher(one).matches() : !CheckDigit.digits(one)) {
                throw new Wrong(
                        "wrong_character", start + i, name + " takes " + (text ? "GS1 set 82" : "digits") + " only");
            }
        }
        if (identifier.kind() == Kind.KEY && !CheckDigit.holds(value)) {
            throw new Wrong(
                    "check_digit",
                    start + value.length() - 1,
                    name + " " + value + " ends with check digit "
                            + CheckDigit.of(value.substring(0, value.length() - 1)));
        }
        Element element = new Element(identifier.ai(), identifier.title(), value, identifier.decimals(), place + 1);
        if (identifier.kind() == Kind.DATE) {
            try {
                element.date(LocalDate.of(2000, 1, 1));
            } catch (DateTimeException e) {
                throw new Wrong("wrong_date", start, name + " " + value + " is no day, written YYMMDD");
            }
        }
        return element;
    }

    /** Ends reading at the first thing that is wrong. */
    private static final class Wrong extends Exception {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never leaves this class
        private final Reading.Invalid reading;

        private Wrong(String code, int offset, String detail) {
            super(detail, null, false, false);
            reading = new Reading.Invalid(code, offset + 1, "at character " + (offset + 1) + ": " + detail);
        }
    }
}
