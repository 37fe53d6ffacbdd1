package io.tillbridge.posting;

import io.tillbridge.canonical.AdvanceNotice;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Announced;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.NoticeKey;
import io.tillbridge.stock.Notices;
import io.tillbridge.stock.Serials;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Posts what suppliers announce: nothing moves; receipts count against it, and who receives more than was announced is told. */
final class NoticePosting {

    static final String DISCREPANCY = "receipt_discrepancy";

    private NoticePosting() {}

    /** What a notice says. Pure. */
    static void gather(Work work, AdvanceNotice notice, Effects effects) {
        TreeMap<String, BigDecimal> quantities = new TreeMap<>();
        TreeSet<Serials.Key> pieces = new TreeSet<>();
        notice.lines().forEach(line -> {
            quantities.merge(line.sku(), line.quantity(), BigDecimal::add);
            line.traced().serials().forEach(serial -> pieces.add(new Serials.Key(line.sku(), serial)));
        });
        ZoneId zone = work.route == null ? ZoneOffset.UTC : work.route.plan().timezone();
        String order = notice.purchaseOrder();
        effects.announced.add(new Announced(
                new NoticeKey(notice.system(), notice.id()),
                work.ready.document().messageId(),
                notice.supplier(),
                order == null || order.isBlank() ? null : order.strip(),
                notice.location(),
                notice.carrier(),
                notice.sentAt(),
                notice.expectedAt(),
                notice.expectedAt() == null
                        ? null
                        : notice.expectedAt().atZone(zone).toLocalDate(),
                quantities,
                pieces));
    }

    /** Locks and keeps what the effects announce, and counts what they receive against it. */
    static void post(Connection tx, Effects effects) throws SQLException {
        List<Notices.Line> lines =
                Notices.post(tx, effects.announced, effects.closings, effects.reposted, effects.movements);
        NoticeShortages.raise(lines, effects);
        effects.noticed.addAll(lines);
        Map<String, UUID> named = new HashMap<>();
        for (Notices.Line line : lines) {
            String subject = line.consignment() + "|" + line.sku();
            if (!line.over()) {
                effects.settled.add(new Conflicts.Settled(DISCREPANCY, subject));
                continue;
            }
            if (named.isEmpty()) {
                effects.announced.forEach(
                        notice -> notice.quantities().keySet().forEach(sku -> named.put(sku, notice.messageId())));
                effects.movements.forEach(movement -> named.putIfAbsent(movement.sku(), movement.messageId()));
            }
            effects.conflicts.add(new Conflicts.Conflict(DISCREPANCY, subject, by(named, line, effects), detail(line)));
        }
    }

    /** The message that brought the item up; any of the batch when a repost of another one shows it. */
    private static UUID by(Map<String, UUID> named, Notices.Line line, Effects effects) {
        UUID by = named.get(line.sku());
        if (by != null) {
            return by;
        }
        return effects.movements.stream()
                .map(Movement::messageId)
                .findFirst()
                .orElseGet(() -> !effects.announced.isEmpty()
                        ? effects.announced.get(0).messageId()
                        : effects.closings.isEmpty()
                                ? effects.reposted.get(0)
                                : effects.closings.get(0).messageId());
    }

    private static String detail(Notices.Line line) {
        return ExactJson.nodes()
                .objectNode()
                .put("sku", line.sku())
                .put("expected", PlainDecimal.text(line.expected()))
                .put("received", PlainDecimal.text(line.received()))
                .toString();
    }
}
