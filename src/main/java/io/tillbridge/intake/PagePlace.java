package io.tillbridge.intake;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a listing comes next.
 *
 * @param token that asks for it: a cursor, a link or the last key; null for the first page and where pages are counted
 * @param pages read so far
 * @param records read so far
 */
record PagePlace(@Nullable String token, int pages, long records, PageTrail trail) {

    static final PagePlace START = new PagePlace(null, 0, 0, PageTrail.START);
}
