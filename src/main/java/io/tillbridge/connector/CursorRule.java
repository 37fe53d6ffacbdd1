package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the next poll starts. Always {@code >=} the last value less {@code lookback}; what is read again is recognised by
 * its receipt key or hash, so that none is taken twice and none is missed.
 *
 * @param fields in each record, compared one after the other; the first bounds the window. Empty for a full read
 * @param start the first value ever, or {@code epoch}
 * @param lookback how far behind the last value the next poll starts; whole days of a {@code date}
 * @param holdBack how close to now a poll reads
 * @param step the widest window of one run; null for no limit
 * @param lookbackBy the same of an {@code int}
 * @param stepBy the same of an {@code int}; 0 for no limit
 * @param advance where the answer says the next start; null to use the greatest value read
 * @param retention how long the source remembers changes: after an older value everything is read; null for ever
 * @param newestFirst whether the listing is sorted so, and a run ends where the last one began
 * @param full how a listing without changes is read as a whole each time; null when there are fields
 */
public record CursorRule(
        List<Field> fields,
        String start,
        Duration lookback,
        Duration holdBack,
        @Nullable Duration step,
        int lookbackBy,
        int stepBy,
        @Nullable JsonPointer advance,
        @Nullable Duration retention,
        boolean newestFirst,
        @Nullable FullRead full) {

    public CursorRule {
        fields = List.copyOf(fields);
    }

    /** A rule over one field. */
    public CursorRule(
            JsonPointer field,
            String type,
            String start,
            Duration lookback,
            Duration holdBack,
            @Nullable Duration step,
            @Nullable JsonPointer advance) {
        this(
                List.of(new Field("from", field, type, null)),
                start,
                lookback,
                holdBack,
                step,
                0,
                0,
                advance,
                null,
                false,
                null);
    }

    /**
     * A value that grows with every change of a record.
     *
     * @param name as in {@code $(cursor.<name>)}
     * @param type {@code instant}, {@code local_datetime}, {@code date}, {@code int} or {@code text}
     * @param zone of a {@code local_datetime} or {@code date}; null for the connection's
     */
    public record Field(
            String name,
            JsonPointer pointer,
            String type,
            @Nullable ZoneId zone) {}

    /**
     * A listing that is read as a whole each time: only what changed since the last read becomes a document.
     *
     * @param missing the document that tells of a record which is not there any more, with {@code $(record.key)}; null when
     *     nothing is told
     * @param atMost percent of the known records that may be missing: more, and the run fails
     */
    public record FullRead(@Nullable JsonTemplate missing, int atMost) {}

    /**
     * What a stored value means: the pointers, types and zones it was made from. A rule with another meaning cannot go on from
     * it and reads from its {@code start}; what was read before is recognised by its receipts.
     */
    public String meaning() {
        String made = fields.stream()
                .map(field -> field.pointer() + " " + field.type() + (field.zone() == null ? "" : " " + field.zone()))
                .collect(Collectors.joining(", "));
        return full != null ? "full" : advance == null ? made : made + " advanced by " + advance;
    }

    /** The field that bounds the window; for a full read one that no record has. */
    public Field first() {
        return fields.isEmpty() ? new Field("from", JsonPointer.empty(), "text", null) : fields.get(0);
    }
}
