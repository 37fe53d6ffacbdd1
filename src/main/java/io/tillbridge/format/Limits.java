package io.tillbridge.format;

import java.nio.charset.StandardCharsets;

/** What one file may ask of the hub's memory. */
final class Limits {

    /** The longest whole document, unpacked: as much as the largest webhook. */
    static final int DOCUMENT_BYTES = 50 * 1024 * 1024;

    /** The longest file, unpacked. */
    static final long FILE_BYTES = 8L * 1024 * 1024 * 1024;

    /** The longest record, in characters. */
    static final int RECORD_CHARACTERS = 10 * 1024 * 1024;

    /** Unpacked bytes for one packed byte. Text compresses to a twentieth or less; a bomb to a thousandth. */
    static final int RATIO = 200;

    /** What any file may unpack to, however well it compresses. */
    static final long FREE_BYTES = 4L * 1024 * 1024;

    private static final int QUOTED = 80;

    private Limits() {}

    /** A piece of a document for a problem's detail. */
    static String quoted(String text) {
        String shown = text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
        return "'" + shown + "'";
    }

    /** A record as it stands, cut where no database would want it. */
    static String raw(String text) {
        return text.length() <= RECORD_CHARACTERS ? text : text.substring(0, RECORD_CHARACTERS);
    }

    /** As {@link #quoted(String)}, of bytes that should be text. */
    static String quoted(byte[] text) {
        int length = Math.min(text.length, QUOTED * 4);
        return quoted(new String(text, 0, length, StandardCharsets.UTF_8));
    }
}
