package io.tillbridge.trial;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Whether a text is a version by which states of one thing can be put in order. */
final class Versions {

    private Versions() {}

    static boolean readable(String type, String text) {
        if (!type.equals("instant")) {
            return text.matches("-?[0-9]+(\\.[0-9]+)?");
        }
        try {
            return OffsetDateTime.parse(text).getYear() > 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
