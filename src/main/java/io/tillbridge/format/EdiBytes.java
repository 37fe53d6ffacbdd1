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

/** An interchange's bytes without a mark before them, and the encoding that its first segment names. */
final class EdiBytes extends FilterInputStream {

    private static final int HEAD = 64;
    private static final Pattern SYNTAX = Pattern.compile("UNB.UNO([A-Z])");

    /** ISO 9735: UNOA and UNOB are ASCII, which ISO 8859-1 reads; what is not named here too. */
    private static final Map<String, Charset> ENCODINGS = Map.of(
            "D", Charset.forName("ISO-8859-2"),
            "E", Charset.forName("ISO-8859-5"),
            "F", Charset.forName("ISO-8859-7"),
            "W", StandardCharsets.UTF_8,
            "Y", StandardCharsets.UTF_8);

    private final Charset encoding;

    private EdiBytes(InputStream in, Charset encoding) {
        super(in);
        this.encoding = encoding;
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
        return new EdiBytes(in, !mark && named.find() ? ENCODINGS.getOrDefault(named.group(1), otherwise) : otherwise);
    }

    Charset encoding() {
        return encoding;
    }
}
