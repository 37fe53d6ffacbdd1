package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a listing goes on. A page that was there before ends the run with an error, whatever the kind. */
public sealed interface Pages {

    /** Records asked for at once; 0 when the listing has no pages. */
    int size();

    /** Pages of one run at most. */
    int max();

    /** One answer holds everything. */
    record None() implements Pages {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public int max() {
            return 1;
        }
    }

    /** A token in the answer asks for the next page. */
    record Cursor(JsonPointer token, @Nullable JsonPointer more, int size, int max) implements Pages {}

    /** Pages by number, the first of which is {@code start}. */
    record Numbered(int start, Ending ending, int size, int max) implements Pages {}

    /** Each page begins behind the records that were read before it. */
    record Offset(Ending ending, int size, int max) implements Pages {}

    /**
     * The next page's URL is in the header {@code Link} with {@code rel=next} (RFC 8288).
     *
     * @param hosts that a link may lead to beside the client's own
     */
    record LinkHeader(Set<String> hosts, int size, int max) implements Pages {
        public LinkHeader {
            hosts = Set.copyOf(hosts);
        }
    }

    /**
     * The next page's URL is in the answer.
     *
     * @param hosts that a link may lead to beside the client's own
     */
    record LinkBody(JsonPointer link, Set<String> hosts, int size, int max) implements Pages {
        public LinkBody {
            hosts = Set.copyOf(hosts);
        }
    }

    /** Each page begins behind the key of the last record before it; the listing is sorted by it. */
    record Keyset(JsonPointer after, Ending ending, int size, int max) implements Pages {}

    /**
     * Which page is the last.
     *
     * @param more a boolean in the answer; null when it has none
     * @param totalPages the number of pages in the answer; null when it has none
     * @param total the number of records of the whole listing in the answer; null when it has none
     * @param shortPage whether a page with fewer records than asked for is the last; else only an empty one is, because a
     *     source may give fewer than it is asked for
     */
    record Ending(
            @Nullable JsonPointer more,
            @Nullable JsonPointer totalPages,
            @Nullable JsonPointer total,
            boolean shortPage) {}
}
