package io.tillbridge.mapping;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a value map that is to be there.
 *
 * @param keys one per key column
 * @param from first day, null for always; with the keys it names the row
 * @param to the day it ends before, null for never
 */
public record ValueMapRow(
        List<String> keys,
        String target,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    public ValueMapRow {
        keys = List.copyOf(keys);
    }
}
