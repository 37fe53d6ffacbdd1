package io.tillbridge.intake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A run that is under way, stored with each page, so that whoever goes on after a crash begins at the page after it.
 *
 * @param window a token belongs to the window that it was given for
 * @param generation of a full read: records that this run has seen carry it; 0 for a run over changes
 * @param greatest cursor value read so far
 * @param bound what is younger does not count any more, because this is not the first pass; null in the first
 * @param pass over the listing, from 1
 * @param place in the listing
 * @param parents place in the listing of parents; null when there is none
 * @param sweeping all is read; what the read no longer had is being told
 * @param job the export; null when there is none or it is not begun
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunState(
        CursorWindow window,
        long generation,
        @Nullable String greatest,
        @Nullable String bound,
        int pass,
        PagePlace place,
        @Nullable ParentPlace parents,
        boolean sweeping,
        @Nullable JobPlace job) {

    /**
     * Which parent's records are read.
     *
     * @param page of the listing of parents
     * @param index in the page
     * @param key hash of the parent, to find it again in a page that has changed
     */
    record ParentPlace(PagePlace page, int index, String key) {}

    /**
     * How far an export is.
     *
     * @param id as the source names it
     * @param since when it was asked for, milliseconds since 1970
     * @param line records of its file that are stored
     */
    record JobPlace(String id, long since, long line) {}

    static RunState begin(CursorWindow window, @Nullable String greatest, long generation) {
        return new RunState(window, generation, greatest, null, 1, PagePlace.START, null, false, null);
    }

    RunState at(PagePlace page, @Nullable String now) {
        return new RunState(window, generation, now, bound, pass, page, parents, sweeping, job);
    }

    RunState under(@Nullable ParentPlace parent) {
        return new RunState(window, generation, greatest, bound, pass, PagePlace.START, parent, sweeping, job);
    }

    /** Begins the next pass over the whole listing. */
    RunState again(@Nullable String most) {
        return new RunState(window, generation, greatest, most, pass + 1, PagePlace.START, null, false, job);
    }

    /** Begins the same pass anew. */
    RunState restarted() {
        return new RunState(window, generation, greatest, bound, pass, PagePlace.START, null, false, job);
    }

    RunState swept() {
        return new RunState(window, generation, greatest, bound, pass, PagePlace.START, null, true, job);
    }

    RunState with(@Nullable JobPlace other) {
        return new RunState(window, generation, greatest, bound, pass, place, parents, sweeping, other);
    }
}
