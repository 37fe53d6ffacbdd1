package io.tillbridge.stock;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Keeps what is announced and what of it has arrived, inside the caller's transaction. Notices are locked before orders of the
 * retailer, both before carts and balances. Nothing is asked when nothing is announced and no receipt names what it answers.
 */
public final class Notices {

    private static final String ORDER = NoticeKey.consignment("");

    private Notices() {}

    /**
     * One item of a notice, as it is now.
     *
     * @param closed nothing more is expected
     */
    public record Line(String consignment, String sku, BigDecimal expected, BigDecimal received, boolean closed) {

        /** More arrived than was announced. */
        public boolean over() {
            return received.compareTo(expected) > 0;
        }

        /** Less arrived than was announced, and nothing more is expected. */
        public boolean missing() {
            return closed && received.compareTo(expected) < 0;
        }
    }

    /**
     * Keeps notices and counts receipts against them, whichever came first.
     *
     * @param reposted messages that are told anew: what they announced before is forgotten first
     * @param closings of those of which nothing more is expected
     * @param movements all of the transaction so far; those of no notice and no order are passed by
     * @return every line that was looked at
     */
    public static List<Line> post(
            Connection tx,
            List<Announced> announced,
            List<NoticeClosing> closings,
            Collection<UUID> reposted,
            List<Movement> movements)
            throws SQLException {
        Map<ReceiptKey, BigDecimal> received = received(movements);
        Set<String> notices = new TreeSet<>();
        Set<String> orders = new TreeSet<>();
        received.keySet().forEach(key -> add(key.consignment(), notices, orders));
        closings.forEach(closing -> add(closing.consignment(), notices, orders));
        announced.forEach(notice -> notices.add(notice.key().consignment()));
        if (!reposted.isEmpty()) {
            notices.addAll(NoticeRows.of(tx, reposted));
            NoticeClosingRows.of(tx, reposted).forEach(consignment -> add(consignment, notices, orders));
        }
        if (notices.isEmpty() && orders.isEmpty()) {
            return List.of();
        }
        NoticeRows.lock(tx, notices);
        if (!notices.isEmpty()) {
            orders.addAll(NoticeRows.orders(tx, notices));
        }
        announced.forEach(notice -> {
            if (notice.purchaseOrder() != null) {
                orders.add(notice.purchaseOrder());
            }
        });
        NoticeRows.lock(tx, orders.stream().map(NoticeKey::consignment).toList());
        if (!reposted.isEmpty()) {
            NoticePieces.forget(tx, reposted);
            NoticeRows.forget(tx, reposted);
            NoticeClosingRows.forget(tx, reposted);
        }
        NoticeRows.keep(tx, announced);
        NoticePieces.keep(tx, announced);
        NoticeRows.add(tx, received);
        NoticeClosingRows.keep(tx, closings);
        if (!announced.isEmpty() || !closings.isEmpty() || !reposted.isEmpty()) {
            NoticeClosingRows.mark(tx, notices, orders);
        }
        return NoticeRows.spread(tx, notices, orders);
    }

    private static void add(String consignment, Set<String> notices, Set<String> orders) {
        if (NoticeKey.isOrder(consignment)) {
            orders.add(consignment.substring(ORDER.length()));
        } else {
            notices.add(consignment);
        }
    }

    /** What movements bring in; what is undone or goes back is taken off. */
    private static Map<ReceiptKey, BigDecimal> received(List<Movement> movements) {
        Map<ReceiptKey, BigDecimal> received = new TreeMap<>();
        for (Movement movement : movements) {
            String consignment = movement.details().consignment();
            if (consignment != null && NoticeKey.names(consignment)) {
                BigDecimal in = movement.to().isLocation()
                        ? movement.quantity()
                        : movement.quantity().negate();
                received.merge(new ReceiptKey(consignment, movement.sku()), in, BigDecimal::add);
            }
        }
        return received;
    }
}
