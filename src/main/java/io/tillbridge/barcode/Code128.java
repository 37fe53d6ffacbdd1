package io.tillbridge.barcode;

import java.util.ArrayList;
import java.util.List;

/**
 * Code 128 as symbol values (ISO/IEC 15417): which code sets a text takes, and its check character. Runs of digits are
 * written two by two in set C where that is shorter. GS (U+001D) stands for FNC1.
 */
public final class Code128 {

    /** Where a text begins. */
    public enum Start {
        A(103),
        B(104),
        C(105);

        private final int value;

        Start(int value) {
            this.value = value;
        }
    }

    /** Ends a variable element of GS1-128, and begins such a symbol. */
    public static final char FNC1 = '\u001d';

    private static final int FNC1_VALUE = 102;
    private static final int STOP = 106;
    private static final int MODULO = 103;
    private static final int LONG_RUN = 6;
    private static final int END_RUN = 4;

    private final String text;
    private final List<Integer> values = new ArrayList<>();
    private Start set;

    private Code128(String text, Start start) {
        this.text = text;
        this.set = start;
        values.add(start.value);
    }

    /**
     * A symbol's values.
     *
     * @param values start, data, check character and stop, in this order
     * @param check the check character
     */
    public record Symbol(List<Integer> values, int check) {
        public Symbol {
            values = List.copyOf(values);
        }
    }

    /**
     * The symbol of a text, begun in the set that suits it.
     *
     * @throws IllegalArgumentException when a character is beyond U+007F
     */
    public static Symbol encode(String text) {
        int first = text.startsWith(String.valueOf(FNC1)) ? 1 : 0;
        int run = run(text, first);
        boolean pairs = run >= END_RUN || (run == 2 && first + run == text.length());
        return encode(text, pairs ? Start.C : letters(text, 0));
    }

    /** The symbol of GS1 element strings: it begins with FNC1. */
    public static Symbol gs1(String elementString) {
        return encode(FNC1 + elementString);
    }

    /** The symbol of a text that begins in a given set; errors as {@link #encode(String)}. */
    public static Symbol encode(String text, Start start) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                throw new IllegalArgumentException(
                        "character " + (i + 1) + " is beyond U+007F; Code 128 holds ASCII only");
            }
        }
        Code128 symbol = new Code128(text, start);
        symbol.write();
        int check = check(symbol.values);
        symbol.values.add(check);
        symbol.values.add(STOP);
        return new Symbol(symbol.values, check);
    }

    /** The check character: the start's value, and each data value times its place, modulo 103. */
    public static int check(List<Integer> startAndData) {
        int sum = startAndData.get(0);
        for (int i = 1; i < startAndData.size(); i++) {
            sum += i * startAndData.get(i);
        }
        return sum % MODULO;
    }

    private void write() {
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) == FNC1) {
                values.add(FNC1_VALUE);
                i++;
                continue;
            }
            int run = run(text, i);
            if (set == Start.C) {
                if (run >= 2) {
                    values.add((text.charAt(i) - '0') * 10 + text.charAt(i + 1) - '0');
                    i += 2;
                } else {
                    turn(letters(text, i));
                }
            } else if (run % 2 == 0 && (run >= LONG_RUN || (run >= END_RUN && i + run == text.length()))) {
                turn(Start.C);
            } else if (holds(set, text.charAt(i))) {
                values.add(value(text.charAt(i)));
                i++;
            } else {
                turn(set == Start.A ? Start.B : Start.A);
            }
        }
    }

    private void turn(Start to) {
        set = to;
        values.add(
                switch (to) {
                    case A -> 101;
                    case B -> 100;
                    case C -> 99;
                });
    }

    private static boolean holds(Start set, char c) {
        return set == Start.A ? c < 96 : c >= 32;
    }

    private static int value(char c) {
        return c < 32 ? c + 64 : c - 32;
    }

    /** Set A where a control character comes before a small letter. */
    private static Start letters(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != FNC1 && c < 32) {
                return Start.A;
            }
            if (c >= 96) {
                return Start.B;
            }
        }
        return Start.B;
    }

    private static int run(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end - from;
    }
}
