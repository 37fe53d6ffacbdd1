package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.StockCounted;
import io.tillbridge.canonical.Trace;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.BucketKey;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.TracedLook;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What a count says of the lots and pieces in a bucket. It is compared with the books at its instant and raised where it differs;
 * only the quantity is posted. Pieces and lots that it does not name are missing when those it names are all that was counted.
 *
 * @param quantity counted in all
 * @param lots by lot, what was counted
 * @param serials that were read
 */
record CountedTraces(
        UUID messageId, TracedLook.At at, BigDecimal quantity, Map<String, BigDecimal> lots, Set<String> serials) {

    /** The kind of conflict. */
    static final String KIND = "traced_count_differs";

    CountedTraces {
        lots = new TreeMap<>(lots);
        serials = new TreeSet<>(serials);
    }

    /** What a count says, by bucket; nothing of buckets whose lines name neither lot nor serial number. Pure. */
    static void gather(Work work, StockCounted counted, Effects effects) {
        Map<BucketKey, CountedTraces> said = new TreeMap<>();
        UUID id = work.ready.document().messageId();
        for (StockCounted.Line line : counted.lines()) {
            BucketKey of = new BucketKey(new StockKey(line.sku(), counted.location()), Bucket.of(line.bucket()));
            said.merge(of, of(id, of, counted.countedAt(), line), CountedTraces::and);
            TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
        }
        said.values().stream()
                .filter(one -> !one.lots().isEmpty() || !one.serials().isEmpty())
                .forEach(effects.countedTraces::add);
    }

    private static CountedTraces of(UUID id, BucketKey of, Instant at, StockCounted.Line line) {
        String lot = line.traced().lot();
        return new CountedTraces(
                id,
                new TracedLook.At(of, at),
                line.quantity(),
                lot == null ? Map.of() : Map.of(lot, line.quantity()),
                new TreeSet<>(line.traced().serials()));
    }

    private CountedTraces and(CountedTraces other) {
        Map<String, BigDecimal> sums = new TreeMap<>(lots);
        other.lots.forEach((lot, more) -> sums.merge(lot, more, BigDecimal::add));
        Set<String> all = new TreeSet<>(serials);
        all.addAll(other.serials);
        return new CountedTraces(messageId, at, quantity.add(other.quantity), sums, all);
    }

    /** Compares what the effects count with the books, behind their movements; asks nothing when no count names any. */
    static void raise(Connection tx, Effects effects) throws SQLException {
        if (effects.countedTraces.isEmpty()) {
            return;
        }
        List<Map<Trace, BigDecimal>> there = TracedLook.at(
                tx, effects.countedTraces.stream().map(CountedTraces::at).toList());
        for (int n = 0; n < there.size(); n++) {
            CountedTraces counted = effects.countedTraces.get(n);
            StockKey key = counted.at().of().key();
            String subject = key.sku() + "@" + key.location() + " "
                    + counted.at().of().bucket().word();
            ObjectNode detail = counted.difference(there.get(n));
            if (detail.isEmpty()) {
                effects.settled.add(new Conflicts.Settled(KIND, subject));
            } else {
                effects.conflicts.add(new Conflicts.Conflict(KIND, subject, counted.messageId(), detail.toString()));
            }
        }
    }

    /** What differs; empty when nothing does. Pure. */
    ObjectNode difference(Map<Trace, BigDecimal> there) {
        ObjectNode detail = ExactJson.nodes().objectNode();
        Map<String, BigDecimal> booked = new TreeMap<>();
        Set<String> pieces = new TreeSet<>();
        there.forEach((trace, some) -> {
            if (trace.lot() != null) {
                booked.merge(trace.lot(), some, BigDecimal::add);
            }
            if (trace.serial() != null && some.signum() > 0) {
                pieces.add(trace.serial());
            }
        });
        if (!serials.isEmpty()) {
            Set<String> missing = new TreeSet<>(pieces);
            missing.removeAll(serials);
            Set<String> unexpected = new TreeSet<>(serials);
            unexpected.removeAll(pieces);
            if (quantity.compareTo(BigDecimal.valueOf(serials.size())) <= 0) {
                missing.forEach(serial -> detail.withArray("missing").add(serial));
            }
            unexpected.forEach(serial -> detail.withArray("unexpected").add(serial));
        }
        if (!lots.isEmpty()) {
            boolean all = lots.values().stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .compareTo(quantity)
                    == 0;
            Set<String> names = new TreeSet<>(lots.keySet());
            if (all) {
                names.addAll(booked.keySet());
            }
            for (String lot : names) {
                BigDecimal counted = lots.getOrDefault(lot, BigDecimal.ZERO);
                BigDecimal expected = booked.getOrDefault(lot, BigDecimal.ZERO);
                if (counted.compareTo(expected) != 0) {
                    detail.withArray("lots")
                            .addObject()
                            .put("lot", lot)
                            .put("counted", PlainDecimal.text(counted))
                            .put("expected", PlainDecimal.text(expected));
                }
            }
        }
        return detail;
    }
}
