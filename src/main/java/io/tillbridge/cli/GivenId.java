package io.tillbridge.cli;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** An id that somebody typed: what is none is said in one line, with where such ids are found. */
final class GivenId {

    private static final Pattern UUIDS = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private GivenId() {}

    /**
     * A message's id.
     *
     * @throws WrongCallException when the text is none
     */
    static UUID message(String text) {
        return of(text, "message id; GET /api/messages?businessKey=KEY finds it");
    }

    /**
     * A repost's id.
     *
     * @throws WrongCallException when the text is none
     */
    static UUID repost(String text) {
        return of(text, "repost id; tillbridge mapping repost list shows them");
    }

    /**
     * A shadow run's id.
     *
     * @throws WrongCallException when the text is none
     */
    static UUID shadow(String text, String subject) {
        return of(text, "run id; tillbridge mapping shadow " + subject + " shows them");
    }

    private static UUID of(String text, String what) {
        if (!UUIDS.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            throw new WrongCallException("'" + text + "' is no " + what);
        }
        return UUID.fromString(text);
    }
}
