package io.tillbridge.posting;

import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Sale;
import io.tillbridge.mapping.ExactJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Keeps which receipts of a register have come, by their running numbers. A gap that is filled ends by itself; one that is
 * there when the register closes is raised at once, others by the sweep.
 */
final class ReceiptPosting {

    private static final String CLOCK = "register_clock";

    /** A register's clock may be ahead by this without being told. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private ReceiptPosting() {}

    /**
     * When a sale happened, for the books: by the register's clock, but not before its session and not after its arrival. A
     * clock that is well ahead is told. Pure.
     */
    static Instant occurredAt(Work work, Sale sale, Effects effects) {
        Instant receivedAt = work.ready.document().receivedAt();
        Instant soldAt = sale.soldAt();
        Duration ahead = Duration.between(receivedAt, soldAt);
        if (ahead.compareTo(TOLERANCE) > 0) {
            effects.conflicts.add(new Conflicts.Conflict(
                    CLOCK,
                    sale.system() + "|" + sale.register(),
                    work.ready.document().messageId(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("soldAt", soldAt.toString())
                            .put("receivedAt", receivedAt.toString())
                            .put("aheadSeconds", ahead.toSeconds())
                            .toString()));
        } else if (sale.sequence() != null || sale.openedAt() != null) {
            effects.settled.add(new Conflicts.Settled(CLOCK, sale.system() + "|" + sale.register()));
        }
        Instant opened = sale.openedAt();
        Instant earliest = opened != null && opened.isAfter(soldAt) ? opened : soldAt;
        return earliest.isAfter(receivedAt) ? receivedAt : earliest;
    }

    /** Adds the running numbers of new sales; what closes a register raises its gaps. */
    static void post(Connection tx, List<Work> fresh, Instant now, Effects effects) throws SQLException {
        Map<ReceiptSeries, TreeMap<Long, UUID>> numbers = new TreeMap<>();
        TreeSet<ReceiptSeries> closed = new TreeSet<>();
        for (Work work : fresh) {
            Work.Translated translated = work.translated;
            UUID id = work.ready.document().messageId();
            if (translated != null && translated.event() instanceof Sale sale && sale.sequence() != null) {
                numbers.computeIfAbsent(
                                new ReceiptSeries(sale.system(), sale.register(), sale.series()),
                                series -> new TreeMap<>())
                        .put(sale.sequence(), id);
            } else if (translated != null && translated.event().type() == EventType.REGISTER_CLOSED) {
                closed.add(new ReceiptSeries(
                        translated.body().path("system").asText(),
                        translated.body().path("register").asText(),
                        ""));
            }
        }
        if (numbers.isEmpty() && closed.isEmpty()) {
            return;
        }
        TreeMap<String, ReceiptSeries> registers = new TreeMap<>();
        numbers.keySet().forEach(series -> registers.put(register(series), series));
        closed.forEach(series -> registers.put(register(series), series));
        ReceiptRows.lock(tx, registers.keySet());
        Map<ReceiptSeries, List<ReceiptRange>> ranges = ReceiptRows.of(tx, List.copyOf(registers.values()));
        Map<ReceiptSeries, List<ReceiptRange>> changed = new TreeMap<>();
        numbers.forEach((series, come) -> {
            List<ReceiptRange> before = ranges.getOrDefault(series, List.of());
            List<ReceiptRange> after = ReceiptRange.with(before, come, now);
            if (!after.equals(before)) {
                changed.put(series, after);
                ranges.put(series, after);
                settle(series, before, after, effects);
            }
        });
        ReceiptRows.write(tx, changed, now);
        TreeSet<String> ending = new TreeSet<>();
        closed.forEach(series -> ending.add(register(series)));
        ranges.forEach((series, all) -> {
            if (ending.contains(register(series))) {
                ReceiptRange.gaps(all).forEach(gap -> effects.conflicts.add(series.conflict(gap)));
            }
        });
    }

    private static void settle(
            ReceiptSeries series, List<ReceiptRange> before, List<ReceiptRange> after, Effects effects) {
        List<Long> open = new ArrayList<>();
        ReceiptRange.gaps(after).forEach(gap -> open.add(gap.first()));
        ReceiptRange.gaps(before).forEach(gap -> {
            if (!open.contains(gap.first())) {
                effects.settled.add(new Conflicts.Settled(ReceiptSeries.GAP, series.subject(gap.first())));
            }
        });
    }

    private static String register(ReceiptSeries series) {
        return series.system() + "|" + series.register();
    }
}
