package io.tillbridge.connector;

import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a text file and how their cells are written.
 *
 * @param decimal sign before the fraction: {@code .} or {@code ,}
 * @param grouping sign between thousands; null when there is none
 * @param columns those that are typed, or all of them where the file names none
 * @param trailer the row that ends the file and says what was in it; null when there is none
 */
public record FormatTable(
        Charset encoding,
        char decimal,
        @Nullable Character grouping,
        List<FormatColumn> columns,
        @Nullable FormatTrailer trailer) {

    public FormatTable {
        columns = List.copyOf(columns);
    }
}
