package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Documents that are asked for on a schedule.
 *
 * @param args names of the arguments that {@code forKey} takes; empty when the poll cannot be narrowed to one key
 * @param found what becomes of the records
 * @param parent the listing for each of whose records the request is made; null when it is made once
 * @param job the export that the request begins; null when it is a listing
 */
public record PollHttpSource(
        String client,
        Schedule schedule,
        RequestTemplate request,
        @Nullable RequestTemplate forKey,
        List<String> args,
        PolledRecords found,
        Pages pages,
        CursorRule cursor,
        @Nullable ParentListing parent,
        @Nullable ExportJob job)
        implements Source {

    public PollHttpSource {
        args = List.copyOf(args);
    }

    /** A listing whose records are the documents. */
    public PollHttpSource(
            String client,
            Schedule schedule,
            RequestTemplate request,
            @Nullable RequestTemplate forKey,
            List<String> args,
            JsonPointer records,
            Pages pages,
            CursorRule cursor) {
        this(client, schedule, request, forKey, args, PolledRecords.at(records), pages, cursor, null, null);
    }

    /** Where a page's records lie. */
    public JsonPointer records() {
        return found.at();
    }

    /** Whether its pages go on after the same place of a record that the cursor reads: then the first begins at the cursor. */
    public boolean keyedByCursor() {
        return pages instanceof Pages.Keyset keyset
                && cursor.fields().size() == 1
                && cursor.fields().get(0).pointer().equals(keyset.after());
    }
}
