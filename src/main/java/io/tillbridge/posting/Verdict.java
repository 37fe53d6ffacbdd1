package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.HoldKey;
import org.jspecify.annotations.Nullable;

/** What a pass through posting decided about one document. */
sealed interface Verdict {

    /**
     * Its effects are in the books.
     *
     * @param led what it led to when that is not an effect of its own, such as {@code split} or {@code triggered}
     */
    record Posted(@Nullable String led) implements Verdict {}

    /** It needs no effect: {@code repeat}, {@code stale}, {@code tombstone}, {@code dry_run}, {@code not_owner}, {@code voided}, or {@code filtered:<metric>}. */
    record Skipped(String reason) implements Verdict {}

    /** It waits for one thing. */
    record Held(HoldKey key) implements Verdict {}

    /** What it only names is fetched in a stage of its own: {@code {"fetch": name, "args": {...}}}. */
    record Fetching(String fetch) implements Verdict {}

    /** It cannot go on. */
    record Dead(Failure failure) implements Verdict {}
}
