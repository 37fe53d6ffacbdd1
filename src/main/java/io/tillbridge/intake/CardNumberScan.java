package io.tillbridge.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds card numbers in any text by one pass over its bytes. Digits may stand together or in the printed groups (4-4-4-4,
 * 4-6-5, 4-4-4-4-3, 6-13) with the same single separator between them: a space, a dash, or in a form body {@code +},
 * {@code %20} or {@code %2D}.
 *
 * <p>A card number spans at least 15 bytes and no two bytes of it in a row are free of digits, so looking at every eighth
 * pair of bytes misses none.
 */
final class CardNumberScan {

    private static final int STRIDE = 8;
    private static final int LONGEST = 19;
    private static final int[][] GROUPINGS = {{4, 4, 4, 4}, {4, 6, 5}, {4, 4, 4, 4, 3}, {6, 13}};

    /**
     * Where a card number stands.
     *
     * @param from index of its first digit
     * @param to index after its last digit
     */
    record Span(int from, int to) {}

    private final byte[] text;
    private final byte[] digits = new byte[LONGEST];

    /** The newest groups of digits that stand one separator apart; those of a long run of groups leave in front. */
    private final int[] from = new int[8];

    private final int[] to = new int[8];
    private final int[] separators = new int[8];
    private List<Span> found = List.of();

    private CardNumberScan(byte[] text) {
        this.text = text;
    }

    /** All card numbers, in order; an empty list for nearly every document. */
    static List<Span> of(byte[] text) {
        CardNumberScan scan = new CardNumberScan(text);
        scan.run();
        return scan.found;
    }

    private void run() {
        int at = STRIDE - 1;
        while (at < text.length) {
            if (!digit(at) && !digit(at + 1)) {
                at += STRIDE;
                continue;
            }
            int inside = digit(at) ? at : at + 1;
            int from = firstDigit(inside);
            at = groups(afterEscape(from)) + STRIDE - 1;
        }
    }

    /** Where the groups begin of which a hit is part: it may lie in a later group of a number. */
    private int firstDigit(int hit) {
        int from = hit;
        while (true) {
            while (digit(from - 1)) {
                from--;
            }
            int separator;
            if (at(from - 1) == '%') {
                // The digits of %20 itself were just passed
                separator = percentSeparator(from - 1) ? 1 : 0;
            } else {
                separator = separatorEndingAt(from - 1);
            }
            if (separator == 0 || !digit(from - separator - 1)) {
                return from;
            }
            from -= separator + 1;
        }
    }

    /** Looks at the groups of digits that start here; answers the index after the last of them. */
    private int groups(int start) {
        int count = 0;
        int at = start;
        while (true) {
            int end = at;
            while (digit(end)) {
                end++;
            }
            if (count == from.length) {
                System.arraycopy(from, 1, from, 0, count - 1);
                System.arraycopy(to, 1, to, 0, count - 1);
                System.arraycopy(separators, 1, separators, 0, count - 1);
                count--;
            }
            from[count] = at;
            to[count] = end;
            count++;
            together(at, end);
            int separator = separatorStartingAt(end);
            separators[count - 1] = separator == 0 ? 0 : text[end] == '%' ? text[end + 2] : text[end];
            boolean more = separator > 0 && digit(end + separator);
            if (!more || count >= 2) {
                apart(count, more);
            }
            if (!more) {
                return end;
            }
            at = end + separator;
        }
    }

    private void together(int from, int to) {
        int length = to - from;
        if (length == 15 || length == 16 || length == 19) {
            copy(from, to, 0);
            if (CardIssuers.isCard(digits, length) && stands(from, to)) {
                add(from, to);
            }
        }
    }

    /** Whether the last groups seen are one printed number. */
    private void apart(int count, boolean more) {
        for (int[] grouping : GROUPINGS) {
            int first = count - grouping.length;
            if (first < 0) {
                continue;
            }
            boolean fits = true;
            int length = 0;
            for (int i = 0; fits && i < grouping.length; i++) {
                int size = to[first + i] - from[first + i];
                fits = size == grouping[i]
                        && (i == 0 || i == grouping.length - 1 || separators[first + i] == separators[first]);
                length += size;
            }
            // Dashes join the parts of an id (a UUID, an order number): only a number of its own counts
            boolean dashed = fits && (separators[first] == '-' || separators[first] == 'D' || separators[first] == 'd');
            if (!fits || (dashed && (more || first > 0))) {
                continue;
            }
            int filled = 0;
            for (int i = 0; i < grouping.length; i++) {
                copy(from[first + i], to[first + i], filled);
                filled += grouping[i];
            }
            if (CardIssuers.isCard(digits, length) && stands(from[first], to[count - 1])) {
                add(from[first], to[count - 1]);
            }
        }
    }

    /** Whether the run is no part of a word, an identifier or a decimal number. */
    private boolean stands(int from, int to) {
        if (word(to) || (at(to) == '.' && digit(to + 1))) {
            return false;
        }
        return escapeEndsAt(from) || (!word(from - 1) && !(at(from - 1) == '.' && digit(from - 2)));
    }

    /** Whether an escape such as {@code \n}, an escaped character {@code \}{@code u00e9} or {@code %3D} ends here. */
    private boolean escapeEndsAt(int from) {
        return (at(from - 2) == '\\' && word(from - 1)) || at(from - 3) == '%' || unicodeEscape(from - 6);
    }

    /** The start of the digits proper when the run begins with those of an escape. */
    private int afterEscape(int from) {
        if (at(from - 1) == '%' && hex(from) && hex(from + 1)) {
            return from + 2;
        }
        for (int back = 2; back <= 5; back++) {
            if (unicodeEscape(from - back)) {
                return from - back + 6;
            }
        }
        return from;
    }

    private boolean unicodeEscape(int at) {
        return at(at) == '\\' && at(at + 1) == 'u' && hex(at + 2) && hex(at + 3) && hex(at + 4) && hex(at + 5);
    }

    private int separatorStartingAt(int at) {
        int c = at(at);
        if (c == ' ' || c == '-' || c == '+') {
            return 1;
        }
        return percentSeparator(at) ? 3 : 0;
    }

    private int separatorEndingAt(int at) {
        int c = at(at);
        if (c == ' ' || c == '-' || c == '+') {
            return 1;
        }
        return percentSeparator(at - 2) ? 3 : 0;
    }

    private boolean percentSeparator(int at) {
        return at(at) == '%' && at(at + 1) == '2' && (at(at + 2) == '0' || at(at + 2) == 'D' || at(at + 2) == 'd');
    }

    private void copy(int from, int to, int into) {
        for (int i = from; i < to; i++) {
            digits[into + i - from] = (byte) (text[i] - '0');
        }
    }

    private void add(int from, int to) {
        if (found.isEmpty()) {
            found = new ArrayList<>();
        }
        Span last = found.isEmpty() ? null : found.get(found.size() - 1);
        if (last == null || from >= last.to()) {
            found.add(new Span(from, to));
        }
    }

    private int at(int index) {
        return index < 0 || index >= text.length ? -1 : text[index];
    }

    private boolean digit(int index) {
        int c = at(index);
        return c >= '0' && c <= '9';
    }

    private boolean hex(int index) {
        int c = at(index);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private boolean word(int index) {
        int c = at(index);
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
