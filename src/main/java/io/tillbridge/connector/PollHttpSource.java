package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are asked for on a schedule.
 *
 * @param records where the page's records lie
 * @param args names of the arguments that {@code forKey} takes; empty when the poll cannot be narrowed to one key
 */
public record PollHttpSource(
        String client,
        Schedule schedule,
        RequestTemplate request,
        @Nullable RequestTemplate forKey,
        List<String> args,
        JsonPointer records,
        Pages pages,
        CursorRule cursor)
        implements Source {

    public PollHttpSource {
        args = List.copyOf(args);
    }
}
