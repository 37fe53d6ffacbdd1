package io.tillbridge.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What differs in one field, over any number of documents, in bounded memory. Not thread-safe. */
final class FieldTally {

    private final int kept;
    private long changed;
    private long appeared;
    private long vanished;
    private final TreeMap<String, Report.Example> examples = new TreeMap<>();
    private final Map<String, MoneyTally> money = new TreeMap<>();

    FieldTally(int kept) {
        this.kept = kept;
    }

    private enum Kind {
        CHANGED,
        APPEARED,
        VANISHED
    }

    private static final class MoneyTally {
        private long cells;
        private BigDecimal net = BigDecimal.ZERO;
        private BigDecimal largest = BigDecimal.ZERO;
        private String document = "";

        /** The greater difference; of equal ones the newer document's, whatever the order they come in. */
        void largest(BigDecimal difference, String in) {
            int greater = difference.abs().compareTo(largest.abs());
            if (document.isEmpty() || greater > 0 || (greater == 0 && in.compareTo(document) > 0)) {
                largest = difference;
                document = in;
            }
        }
    }

    /** Adds the cells of one document that belong to this field; the first is its example. */
    void add(String document, List<CellDifference> cells, Masked masked) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (CellDifference cell : cells) {
            kinds.add(cell.before() == null ? Kind.APPEARED : cell.after() == null ? Kind.VANISHED : Kind.CHANGED);
            Amount.difference(cell.before(), cell.after()).forEach((currency, difference) -> {
                MoneyTally tally = money.computeIfAbsent(currency, one -> new MoneyTally());
                tally.cells++;
                tally.net = tally.net.add(difference);
                tally.largest(difference, document);
            });
        }
        changed += kinds.contains(Kind.CHANGED) ? 1 : 0;
        appeared += kinds.contains(Kind.APPEARED) ? 1 : 0;
        vanished += kinds.contains(Kind.VANISHED) ? 1 : 0;
        if (examples.size() < kept || document.compareTo(examples.firstKey()) > 0) {
            CellDifference first = cells.get(0);
            keep(new Report.Example(
                    document,
                    first.path(),
                    masked.shown(first.field(), first.before()),
                    masked.shown(first.field(), first.after())));
        }
    }

    void add(Report.Field other) {
        changed += other.changed();
        appeared += other.appeared();
        vanished += other.vanished();
        other.examples().forEach(this::keep);
        for (Report.Money one : other.money()) {
            MoneyTally tally = money.computeIfAbsent(one.currency(), currency -> new MoneyTally());
            tally.cells += one.cells();
            tally.net = tally.net.add(new BigDecimal(one.net()));
            tally.largest(new BigDecimal(one.largest()), one.document());
        }
    }

    private void keep(Report.Example example) {
        examples.put(example.document(), example);
        while (examples.size() > kept) {
            examples.pollFirstEntry();
        }
    }

    Report.Field report(String path) {
        List<Report.Money> amounts = new ArrayList<>();
        money.forEach((currency, tally) -> amounts.add(new Report.Money(
                currency, tally.cells, tally.net.toPlainString(), tally.largest.toPlainString(), tally.document)));
        return new Report.Field(
                path,
                changed,
                appeared,
                vanished,
                amounts,
                List.copyOf(examples.descendingMap().values()));
    }
}
