package io.tillbridge.console;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what to send as {@code after} for the page behind it; absent on the last one
 */
record Page<T>(List<T> items, @Nullable String next) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    Page {
        items = List.copyOf(items);
    }

    /**
     * The rows that fit, and a cursor when there are more.
     *
     * @param rows one more than {@code limit} when there is a further page
     */
    static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> item, Function<R, String> cursor) {
        List<R> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        return new Page<>(
                shown.stream().map(item).toList(),
                rows.size() > limit ? cursor.apply(shown.get(shown.size() - 1)) : null);
    }

    /** Finds rows whose number is below one, the greatest first. */
    interface Newest<R> {

        List<R> below(long number, int most);
    }

    /**
     * A page of what is numbered as it comes, newest first.
     *
     * @param after the cursor that was sent, {@code limit} the page size
     * @param number which the cursor is made of
     */
    static <R, T> Page<T> newest(
            @Nullable String after,
            @Nullable Integer limit,
            Newest<R> rows,
            Function<R, T> item,
            ToLongFunction<R> number) {
        int size = limit(limit);
        return of(
                rows.below(after(after, Long.MAX_VALUE), size + 1),
                size,
                item,
                row -> String.valueOf(number.applyAsLong(row)));
    }

    /** The page size asked for; 50 when none was. */
    static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return DEFAULT_LIMIT;
        }
        if (asked < 1 || asked > MOST) {
            throw ApiProblem.badRequest("invalid_limit", "'limit' is " + asked + "; expected 1 to " + MOST);
        }
        return asked;
    }

    /** A cursor that is a number from 1 to {@code start}; {@code start} for the first page. */
    static long after(@Nullable String after, long start) {
        if (after == null) {
            return start;
        }
        try {
            long number = Long.parseLong(after);
            if (number >= 1 && number <= start) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number that no page ends with
        }
        throw invalid(after);
    }

    /** The cursor is not one of this list. */
    static ApiProblem invalid(String after) {
        return ApiProblem.badRequest(
                "invalid_cursor", "'after' is '" + after + "'; expected the 'next' of the page before");
    }
}
