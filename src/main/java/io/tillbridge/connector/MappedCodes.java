package io.tillbridge.connector;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/** Tells which codes a value map has. */
@FunctionalInterface
public interface MappedCodes {

    /**
     * The codes of a column on a day.
     *
     * @return empty when there is no such map, or it has no such column
     */
    Optional<Set<String>> of(String valueMap, String column, LocalDate day);
}
