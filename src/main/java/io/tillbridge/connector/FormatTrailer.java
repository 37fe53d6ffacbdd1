package io.tillbridge.connector;

import java.util.List;

/**
 * The row that ends a file: the one whose column has a certain text. It is no record. A file without it, with rows after
 * it, or of which a check does not hold is refused whole.
 */
public record FormatTrailer(String column, String equals, List<Check> checks) {

    public FormatTrailer {
        checks = List.copyOf(checks);
    }

    /** What a cell of the trailer must say. */
    public sealed interface Check {

        /** The column of the trailer. */
        String column();

        /** How many rows are before the trailer, bad ones too. */
        record RowCount(String column) implements Check {}

        /**
         * The sum of an expression over all rows.
         *
         * @param of in the language of {@code calc}, over the row's columns; an empty cell counts nothing
         */
        record Sum(String column, String of) implements Check {}
    }
}
