package io.tillbridge.mapping;

import java.util.List;

/**
 * The first line in which two texts differ.
 *
 * @param number counted from 1
 * @param was the line of the text before, without its line end
 * @param is the line of the text after
 */
record DifferingLine(int number, String was, String is) {

    private static final String NONE = "no line";

    /** Of two texts that are not equal. */
    static DifferingLine between(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> fresh = after.lines().toList();
        int same = 0;
        while (same < old.size() && same < fresh.size() && old.get(same).equals(fresh.get(same))) {
            same++;
        }
        boolean ends = same >= old.size() && same >= fresh.size();
        return ends
                ? new DifferingLine(Math.max(1, same), "the same with other line ends", "other line ends")
                : new DifferingLine(same + 1, line(old, same), line(fresh, same));
    }

    /** The line on which a key stands, counted from 1; 0 when it is on none. */
    static int of(String text, String key) {
        List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            if (lines.get(number - 1).startsWith(key)) {
                return number;
            }
        }
        return 0;
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? "'" + lines.get(index) + "'" : NONE;
    }
}
