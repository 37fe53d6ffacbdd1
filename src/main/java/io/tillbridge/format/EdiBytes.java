package io.tillbridge.format;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interchange's bytes without a mark before them, and the encoding that its first segment names. The last segment of X12
 * need not be terminated: some senders end the file instead. A file that was cut short is still told by its trailers.
 */
final class EdiBytes extends FilterInputStream {

    private static final int HEAD = 128;

    /** Where the ISA segment, which has a fixed length, says what ends a segment. */
    private static final int TERMINATOR = 105;

    private static final int NONE = -1;
    private static final Pattern SYNTAX = Pattern.compile("UNB.UNO([A-Z])");

    /** ISO 9735: UNOA and UNOB are ASCII, which ISO 8859-1 reads; what is not named here too. */
    private static final Map<String, Charset> ENCODINGS = Map.of(
            "D", Charset.forName("ISO-8859-2"),
            "E", Charset.forName("ISO-8859-5"),
            "F", Charset.forName("ISO-8859-7"),
            "W", StandardCharsets.UTF_8,
            "Y", StandardCharsets.UTF_8);

    private final Charset encoding;
    private final int terminator;
    private int last;

    private EdiBytes(InputStream in, Charset encoding, int terminator) {
        super(in);
        this.encoding = encoding;
        this.terminator = terminator;
        this.last = terminator;
    }

    /**
     * The bytes of a file.
     *
     * @throws UnreadableDocument when it is empty or does not begin as the syntax does
     */
    static EdiBytes of(EdiSyntax syntax, InputStream file) throws IOException, UnreadableDocument {
        BufferedInputStream in = new BufferedInputStream(file);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        boolean mark = head.length > 2 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        in.reset();
        in.skipNBytes(mark ? 3 : 0);
        String text = new String(head, mark ? 3 : 0, head.length - (mark ? 3 : 0), StandardCharsets.ISO_8859_1).strip();
        boolean begins = text.startsWith(syntax.interchange) || (syntax == EdiSyntax.EDIFACT && text.startsWith("UNA"));
        if (!begins) {
            throw new UnreadableDocument(
                    syntax == EdiSyntax.X12 ? "invalid_x12" : "invalid_edifact",
                    syntax.interchange,
                    text.isEmpty()
                            ? "the file is empty; expected an interchange"
                            : Limits.quoted(text.substring(0, Math.min(10, text.length())))
                                    + " found at the beginning, " + syntax.interchange + " expected");
        }
        Matcher named = SYNTAX.matcher(text);
        Charset otherwise = mark || syntax == EdiSyntax.X12 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        int end = TERMINATOR + (mark ? 3 : 0);
        return new EdiBytes(
                in,
                !mark && named.find() ? ENCODINGS.getOrDefault(named.group(1), otherwise) : otherwise,
                syntax == EdiSyntax.X12 && head.length > end ? head[end] & 0xFF : NONE);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            passed(next);
        } else if (last != terminator) {
            last = terminator;
            return terminator;
        }
        return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        for (int i = from; i < from + count; i++) {
            passed(buffer[i] & 0xFF);
        }
        if (count < 0 && length > 0 && last != terminator) {
            last = terminator;
            buffer[from] = (byte) terminator;
            return 1;
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** White space between segments ends none. */
    private void passed(int next) {
        if (terminator != NONE && (next == terminator || !Character.isWhitespace(next))) {
            last = next;
        }
    }

    Charset encoding() {
        return encoding;
    }
}
