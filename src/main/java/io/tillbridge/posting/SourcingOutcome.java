package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.sourcing.Choice;
import io.tillbridge.sourcing.Demand;
import io.tillbridge.sourcing.SourcingRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes of orders whose lines were placed, or could not be. */
final class SourcingOutcome {

    /** The kind of conflict that an order is whose lines no location can serve. */
    static final String UNPLACED = "sourcing_unplaced";

    private static final int MOST_REASONS = 20;

    /** Capacity is free again, a location opens, rules change: none of it is told by a balance. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private SourcingOutcome() {}

    /** Raises what stays without a location and lets it wait; what has one now waits no more. */
    static void settle(
            Connection tx,
            SourcingPosting.Opened opened,
            List<SourcingPosting.Decided> decided,
            Effects effects,
            Instant now)
            throws SQLException {
        List<SourcingWaits.Wait> waits = new ArrayList<>();
        Set<OrderKey> over = new TreeSet<>();
        opened.orders().forEach(order -> over.add(order.key()));
        for (SourcingPosting.Decided one : decided) {
            Set<String> skus = new TreeSet<>();
            Instant again = now.plus(AGAIN);
            ObjectNode detail = ExactJson.nodes().objectNode();
            for (SourcingPosting.Sourced part : one.parts()) {
                Map<String, Demand.Line> lines = new HashMap<>();
                part.part().lines().forEach(line -> lines.put(line.id(), line));
                for (Choice.Unplaced unplaced : part.choice().unplaced()) {
                    Demand.Line line = lines.get(unplaced.line());
                    if (line != null) {
                        skus.add(line.sku());
                        detail.withArray("lines")
                                .addObject()
                                .put("line", line.id())
                                .put("sku", line.sku())
                                .put("quantity", PlainDecimal.text(unplaced.quantity()));
                        again = sooner(
                                again, drawsAt(one.order().terms(), part.part().rule(), now));
                    }
                }
                why(part, detail);
            }
            if (!skus.isEmpty()) {
                over.remove(one.order().key());
                waits.add(new SourcingWaits.Wait(
                        one.order().key(), opened.kits().with(one.order().key(), skus), again));
                effects.conflicts.add(new Conflicts.Conflict(
                        UNPLACED,
                        OrderPosting.subject(one.order().key()),
                        one.order().cause().messageId(),
                        detail.toString()));
            }
        }
        SourcingWaits.write(tx, waits, now);
        SourcingWaits.end(tx, over);
        over.forEach(key -> effects.settled.add(new Conflicts.Settled(UNPLACED, OrderPosting.subject(key))));
    }

    private static void why(SourcingPosting.Sourced part, ObjectNode detail) {
        if (part.choice().unplaced().isEmpty()) {
            return;
        }
        if (part.part().rule() == null) {
            detail.put(
                    "rule",
                    "none of config/sourcing.yaml is for fulfilment "
                            + part.part().method());
            return;
        }
        detail.put("rule", part.part().rule().id());
        part.choice().considered().stream()
                .limit(MOST_REASONS)
                .forEach(one -> detail.withObject("locations").put(one.location(), one.why()));
    }

    private static Instant sooner(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }

    /** When the order may draw on what is kept back and may not yet; null when that is not ahead. */
    private static @Nullable Instant drawsAt(OrderTerms terms, @Nullable SourcingRule rule, Instant now) {
        if (rule == null || rule.drawWithin() == null || terms.promisedAt() == null) {
            return null;
        }
        Instant at = terms.promisedAt().minus(rule.drawWithin());
        return at.isAfter(now) ? at : null;
    }
}
