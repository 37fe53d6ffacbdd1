package io.tillbridge.format;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/** The lines of a text, one after the other; none is longer than a record may be. */
final class TextLines implements Closeable {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final Charset encoding;
    private long line;
    private boolean afterCarriageReturn;

    TextLines(InputStream file, Charset encoding) {
        this.in = new BufferedReader(reader(file, encoding));
        this.encoding = encoding;
    }

    /** A reader that refuses bytes which are no text of the encoding; a byte order mark is left to whoever reads. */
    static Reader reader(InputStream file, Charset encoding) {
        return new InputStreamReader(
                file,
                encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /** The text without the mark that some systems write before it. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** What bytes that are no text of the encoding are. */
    static UnreadableDocument wrongCharset(Charset encoding, long line) {
        return new UnreadableDocument(
                "invalid_charset",
                "line " + line,
                "the bytes are not " + encoding.name() + " text; write the file's own encoding at the format");
    }

    /** Number of the line read last, from 1. */
    long number() {
        return line;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException, UnreadableDocument {
        StringBuilder text = new StringBuilder();
        try {
            int c = in.read();
            if (c == '\n' && afterCarriageReturn) {
                c = in.read();
            }
            if (c < 0) {
                return null;
            }
            line++;
            while (c >= 0 && c != '\n' && c != '\r') {
                if (text.length() >= Limits.RECORD_CHARACTERS) {
                    throw new UnreadableDocument(
                            "record_too_long",
                            "line " + line,
                            "a line is longer than " + Limits.RECORD_CHARACTERS + " characters");
                }
                text.append((char) c);
                c = in.read();
            }
            afterCarriageReturn = c == '\r';
        } catch (CharacterCodingException e) {
            throw wrongCharset(encoding, line);
        }
        return line == 1 ? withoutMark(text.toString()) : text.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
