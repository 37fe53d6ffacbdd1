package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Keeps transfers beside the movements of their events, inside the caller's transaction: who knows of one, what is sent,
 * received and lost. Transfers are locked before carts and balances, in the order of their keys. Nothing is asked when
 * no movement and no event belongs to one.
 */
public final class Transfers {

    private Transfers() {}

    /**
     * What follows.
     *
     * @param movements between in transit and loss, to be posted with the others
     * @param lines of every transfer that was touched
     * @param claims on what is promised to them and not sent, as they are from now on
     */
    public record Outcome(List<Movement> movements, List<Line> lines, List<Claim> claims) {

        static final Outcome NOTHING = new Outcome(List.of(), List.of(), List.of());
    }

    /**
     * One item of a transfer.
     *
     * @param over more arrived than was sent, and what was sent is known
     */
    public record Line(TransferKey key, String sku, BigDecimal sent, BigDecimal received, boolean over) {}

    /**
     * Keeps the events and adds up the movements.
     *
     * @param reposted messages that are told anew: what they said of transfers before is forgotten first
     * @param movements all of the transaction so far; those of no transfer are passed by
     */
    public static Outcome post(
            Connection tx, List<TransferEvent> events, Collection<UUID> reposted, List<Movement> movements)
            throws SQLException {
        TreeMap<String, TransferKey> transfers = new TreeMap<>();
        events.forEach(event -> transfers.put(event.key().consignment(), event.key()));
        if (!reposted.isEmpty()) {
            TransferRows.of(tx, reposted).forEach(key -> transfers.put(key.consignment(), key));
        }
        if (transfers.isEmpty()) {
            return Outcome.NOTHING;
        }
        TransferRows.lock(tx, transfers);
        if (!reposted.isEmpty()) {
            TransferRows.forget(tx, reposted);
            CommitmentRows.forget(tx, reposted);
        }
        TransferRows.keep(tx, events);
        TransferRows.add(tx, TransferLine.changes(movements));
        List<TransferRows.Sum> sums = TransferRows.sums(tx, transfers.keySet());
        List<Movement> settled = settle(tx, transfers.keySet(), sums, movements);
        TransferRows.add(tx, TransferLine.changes(settled));
        CommitmentRows.keep(tx, events, transfers.keySet());
        TransferRows.sumUp(tx, transfers.keySet());
        List<Claim> claims = CommitmentRows.claims(tx, transfers.keySet(), events, cause(events, reposted));
        if (!reposted.isEmpty()) {
            TransferRows.sweep(tx, transfers.keySet());
        }
        return new Outcome(
                settled,
                sums.stream()
                        .map(sum -> new Line(
                                sum.key(),
                                sum.sku(),
                                sum.sent(),
                                sum.received(),
                                sum.wasSent() && sum.received().compareTo(sum.sent()) > 0))
                        .toList(),
                claims);
    }

    /** There is one, or no transfer was touched. */
    private static UUID cause(List<TransferEvent> events, Collection<UUID> reposted) {
        return events.isEmpty() ? reposted.iterator().next() : events.get(0).messageId();
    }

    private static List<Movement> settle(
            Connection tx, Set<String> consignments, List<TransferRows.Sum> sums, List<Movement> movements)
            throws SQLException {
        List<TransferSettlement> closings = TransferRows.closings(tx, consignments);
        if (closings.isEmpty()) {
            return List.of();
        }
        Set<UUID> names = new TreeSet<>();
        closings.forEach(closing -> {
            if (closing.before() != null) {
                names.add(closing.before());
            }
        });
        Map<UUID, List<LedgerEntry>> live = names.isEmpty() ? Map.of() : LiveMovements.of(tx, names);
        Set<Long> undone = new HashSet<>();
        movements.forEach(movement -> {
            if (movement.reverses() != null) {
                undone.add(movement.reverses());
            }
        });
        Map<TransferKey, Map<String, BigDecimal>> missing = new HashMap<>();
        sums.forEach(sum -> missing.computeIfAbsent(sum.key(), key -> new TreeMap<>())
                .put(sum.sku(), sum.sent().subtract(sum.received())));
        List<Movement> settled = new ArrayList<>();
        for (TransferSettlement closing : closings) {
            List<LedgerEntry> entries = closing.before() == null
                    ? List.of()
                    : LiveMovements.live(live.getOrDefault(closing.before(), List.of()));
            settled.addAll(closing.movements(missing.getOrDefault(closing.key(), Map.of()), entries, undone));
        }
        return settled;
    }
}
