package io.tillbridge.intake;

import io.tillbridge.intake.CardNumberScan.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes payment-card numbers out of a document before it is stored: the first six and the last four digits stay. In text
 * the digits between become {@code *}; in a JSON number they become {@code 0}, so that the document stays JSON. Runs after
 * verification and keying, which need the bytes as they were sent. Text of two or four bytes a character (UTF-16, UTF-32)
 * is redacted too, at every place: no flow reads it, it becomes a dead letter.
 */
public final class CardNumberRedaction {

    private final byte[] key;

    /**
     * A redaction with its key.
     *
     * @param key of the keyed hash that lets somebody who has the original prove what was sent; at least 16 bytes
     */
    public CardNumberRedaction(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException(
                    "the key for hashes of originals has " + key.length + " bytes; give at least 16 random bytes");
        }
        this.key = key.clone();
    }

    /**
     * What is stored.
     *
     * @param body the given array itself when nothing was redacted
     * @param originalHmac HMAC-SHA256 of the bytes before redaction; null when nothing was redacted
     */
    record Redacted(
            @SuppressWarnings("ArrayRecordComponent") byte[] body,
            @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] originalHmac) {}

    /** The document without card numbers except at protected places. */
    Redacted redact(byte[] body, ProtectedPlaces untouchable) {
        byte[] masked = WideCardNumbers.masked(ofOneByte(body, untouchable));
        return masked == body
                ? new Redacted(body, null)
                : new Redacted(masked, Signatures.hmac("HmacSHA256", key, body));
    }

    /** Text whose digits are one byte each: ASCII, UTF-8, ISO 8859. The given array itself when nothing was redacted. */
    private static byte[] ofOneByte(byte[] body, ProtectedPlaces untouchable) {
        List<Span> spans = CardNumberScan.of(body);
        if (spans.isEmpty()) {
            return body;
        }
        boolean json = startsLikeJson(body);
        List<JsonPlaces.@Nullable Place> places = json ? JsonPlaces.of(body, spans) : List.of();
        byte[] masked = null;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            JsonPlaces.Place place = json ? places.get(i) : null;
            if (place != null && place.pointer() != null && untouchable.covers(place.pointer())) {
                continue;
            }
            boolean number = place == null ? json && bareNumber(body, span) : place.number();
            masked = masked == null ? body.clone() : masked;
            mask(masked, span, number ? (byte) '0' : (byte) '*');
        }
        return masked == null ? body : masked;
    }

    /** Overwrites the digits of a card number but for the first six and the last four. */
    static void mask(byte[] text, Span span, byte with) {
        int count = 0;
        for (int i = span.from(); i < span.to(); i++) {
            if (text[i] == '%') {
                i += 2;
            } else if (digit(text[i])) {
                count++;
            }
        }
        int position = 0;
        for (int i = span.from(); i < span.to(); i++) {
            if (text[i] == '%') {
                i += 2;
            } else if (digit(text[i]) && ++position > 6 && position <= count - 4) {
                text[i] = with;
            }
        }
    }

    private static boolean digit(byte c) {
        return c >= '0' && c <= '9';
    }

    private static boolean startsLikeJson(byte[] body) {
        for (byte c : body) {
            if (c > ' ') {
                return c == '{' || c == '[' || c == '"';
            }
        }
        return false;
    }

    /** Whether a span in broken JSON is a value without quotes. */
    private static boolean bareNumber(byte[] body, Span span) {
        int before = span.from() - 1;
        while (before >= 0 && body[before] <= ' ') {
            before--;
        }
        int after = span.to();
        while (after < body.length && body[after] <= ' ') {
            after++;
        }
        boolean opens = before >= 0 && (body[before] == ':' || body[before] == ',' || body[before] == '[');
        boolean closes = after < body.length && (body[after] == ',' || body[after] == ']' || body[after] == '}');
        return opens && closes;
    }
}
