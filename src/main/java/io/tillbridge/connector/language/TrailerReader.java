package io.tillbridge.connector.language;

import io.tillbridge.connector.FormatColumn;
import io.tillbridge.connector.FormatTrailer;
import io.tillbridge.connector.FormatTrailer.Check;
import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.platform.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the trailer of a csv or fixed format and what it must say. */
final class TrailerReader {

    private TrailerReader() {}

    /** The trailer; null when the file has none. */
    static @Nullable FormatTrailer read(Section format, List<FormatColumn> columns) {
        Section trailer = format.optional("trailer");
        if (trailer == null) {
            return null;
        }
        Section when = trailer.required("when", "{column: NAME, equals: TEXT}");
        String column = when == null ? "" : when.text("column", "the column that tells the trailer");
        String equals = when == null ? "" : when.text("equals", "the text that only the trailer has");
        if (when != null) {
            when.close();
        }
        trailer.optionalWord("mismatch", ConditionReader.words("reject_file"));
        Set<String> numbers = columns.stream()
                .filter(each -> each.type() == FormatColumn.Type.INT || each.type() == FormatColumn.Type.DECIMAL)
                .map(FormatColumn::name)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Check> checks = new ArrayList<>();
        for (Section row : trailer.rows("checks")) {
            Check check = check(row, numbers);
            if (check != null) {
                checks.add(check);
            }
            row.close();
        }
        trailer.close();
        return new FormatTrailer(column, equals, checks);
    }

    private static @Nullable Check check(Section row, Set<String> numbers) {
        String kind = row.word("kind", ConditionReader.words("row_count", "sum"));
        if (kind == null) {
            return null;
        }
        String column = row.text("column", "the trailer's column");
        known(row.placeOf("column"), column, numbers);
        if (kind.equals("row_count")) {
            return new Check.RowCount(column);
        }
        String of = row.text("of", "an expression over the row's columns");
        try {
            CalcExpression.of(of).names().forEach(name -> known(row.placeOf("of"), name, numbers));
        } catch (IllegalArgumentException e) {
            row.placeOf("of")
                    .problem(
                            "wrong_expression",
                            String.valueOf(e.getMessage()),
                            "columns, numbers, + - * / and the functions of calc",
                            "correct the expression");
            return null;
        }
        return new Check.Sum(column, of);
    }

    private static void known(YamlNode.Place place, String column, Set<String> numbers) {
        if (!column.isEmpty() && !numbers.contains(column)) {
            place.problem(
                    "undefined",
                    "column '" + column + "'",
                    "a column of type int or decimal" + (numbers.isEmpty() ? "" : ": one of " + numbers),
                    Words.fix(column, numbers, "add it to columns"));
        }
    }
}
