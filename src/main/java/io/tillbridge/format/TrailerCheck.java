package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.FormatTrailer;
import io.tillbridge.connector.FormatTrailer.Check;
import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.mapping.calc.CalcFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts and adds up what a file holds and compares it with what its trailer says. One per file. */
final class TrailerCheck {

    private final FormatTrailer trailer;
    private final List<String> names;
    private final List<CellReader> readers;
    private final List<Sum> sums = new ArrayList<>();
    private long rows;
    private boolean ended;
    private boolean complete = true;

    TrailerCheck(FormatTrailer trailer, List<String> names, List<CellReader> readers) {
        this.trailer = trailer;
        this.names = names;
        this.readers = readers;
        for (Check check : trailer.checks()) {
            if (check instanceof Check.Sum sum) {
                sums.add(new Sum(sum, CalcExpression.of(sum.of())));
            }
        }
    }

    /**
     * Whether the row is the trailer.
     *
     * @throws UnreadableDocument when it comes after the trailer, or does not hold
     */
    boolean ends(long line, List<String> cells) throws UnreadableDocument {
        if (ended) {
            throw new UnreadableDocument("rows_after_trailer", "line " + line, "a row follows the trailer");
        }
        int at = names.indexOf(trailer.column());
        ended = at >= 0 && at < cells.size() && cells.get(at).strip().equals(trailer.equals());
        if (ended) {
            for (Check check : trailer.checks()) {
                hold(line, check, cells);
            }
        }
        return ended;
    }

    private void hold(long line, Check check, List<String> cells) throws UnreadableDocument {
        BigDecimal found = BigDecimal.valueOf(rows);
        String what = "rows";
        if (check instanceof Check.Sum said) {
            if (!complete) {
                return;
            }
            found = sums.stream()
                    .filter(sum -> sum.check.equals(said))
                    .findFirst()
                    .orElseThrow()
                    .total;
            what = "as the sum of " + said.of();
        }
        BigDecimal expected = said(line, check.column(), cells);
        if (expected == null || expected.compareTo(found) != 0) {
            throw new UnreadableDocument(
                    "trailer_mismatch",
                    "line " + line + ", " + check.column(),
                    found.toPlainString() + " " + what + " found, " + expected
                            + " expected by the trailer; the file is incomplete or damaged");
        }
    }

    private @Nullable BigDecimal said(long line, String column, List<String> cells) throws UnreadableDocument {
        int at = names.indexOf(column);
        try {
            JsonNode cell =
                    at < 0 || at >= cells.size() ? null : readers.get(at).read(cells.get(at));
            return cell == null || !cell.isNumber() ? null : cell.decimalValue();
        } catch (BadCell e) {
            throw e.document(line);
        }
    }

    /** A row before the trailer. A sum over rows of which one cannot be read is not known, and not checked. */
    void count(FormatRecord row) {
        rows++;
        if (row instanceof FormatRecord.Good good) {
            sums.forEach(sum -> sum.add(good.json()));
        } else {
            complete = false;
        }
    }

    void end() throws UnreadableDocument {
        if (!ended) {
            throw new UnreadableDocument(
                    "trailer_missing",
                    "",
                    "no row has " + trailer.column() + " " + Limits.quoted(trailer.equals())
                            + "; the file is cut: expected its trailer");
        }
    }

    /** The running sum of one check. */
    private final class Sum {
        private final Check.Sum check;
        private final CalcExpression of;
        private BigDecimal total = BigDecimal.ZERO;

        Sum(Check.Sum check, CalcExpression of) {
            this.check = check;
            this.of = of;
        }

        void add(JsonNode row) {
            @Nullable Object[] operands = new Object[of.names().size()];
            for (int i = 0; i < operands.length; i++) {
                JsonNode cell = row.path(of.names().get(i));
                if (cell.isNull() || cell.isMissingNode()) {
                    return;
                }
                operands[i] = cell.isNumber() ? cell.decimalValue() : cell.asText();
            }
            try {
                complete &= of.value(operands) instanceof BigDecimal value && add(value);
            } catch (CalcFailure e) {
                complete = false;
            }
        }

        private boolean add(BigDecimal value) {
            total = total.add(value);
            return true;
        }
    }
}
