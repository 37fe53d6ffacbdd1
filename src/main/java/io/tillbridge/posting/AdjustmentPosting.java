package io.tillbridge.posting;

import io.tillbridge.canonical.StockAdjusted;
import io.tillbridge.canonical.Trace;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.MovementDetails;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What adjustments move: as the line says, and where it does not, as the reason does. Pure. */
final class AdjustmentPosting {

    /** The kind of conflict about a reason that {@code config/adjustments.yaml} does not have. */
    static final String UNKNOWN = "adjustment_reason_unknown";

    private AdjustmentPosting() {}

    /** Found and lost goods come from and go to loss; what goes to another bucket stays where it is. */
    static void adjusted(Work work, StockAdjusted adjusted, AdjustmentRules rules, Effects effects) {
        AdjustmentRules.Rule rule = rules.of(adjusted.reason());
        boolean asked = false;
        for (StockAdjusted.Line line : adjusted.lines()) {
            asked |= line.toBucket() == null;
            Movement movement = movement(work, adjusted, line, rule);
            if (movement != null) {
                TracedGoods.move(
                        movement.with(new MovementDetails(null, adjusted.reason(), Trace.NONE)),
                        line.traced(),
                        effects);
                TracedGoods.check(line.traced(), line.quantity(), line.sku(), work, effects);
            }
        }
        if (asked && rules.raises()) {
            say(work, adjusted, !rules.knows(adjusted.reason()), effects);
        }
    }

    private static @Nullable Movement movement(
            Work work, StockAdjusted adjusted, StockAdjusted.Line line, AdjustmentRules.Rule rule) {
        String to = line.toBucket();
        boolean told = to != null;
        Bucket bucket = line.bucket() != null ? Bucket.of(line.bucket()) : told ? Bucket.SELLABLE : rule.bucket();
        // Damaged goods that are adjusted because of damage are there already: then they are found or lost
        boolean there = !told && rule.other() == bucket;
        Bucket other = to != null ? Bucket.of(to) : there ? null : rule.other();
        BigDecimal into = told ? line.quantity().negate() : there ? line.quantity() : rule.into(line.quantity());
        if (into.signum() == 0 || other == bucket) {
            return null;
        }
        Place location = Place.location(adjusted.location());
        if (other == null) {
            return Movement.between(
                    work.ready.document().messageId(),
                    line.sku(),
                    into,
                    location,
                    bucket,
                    Place.LOSS,
                    "adjustment",
                    adjusted.adjustedAt());
        }
        boolean in = into.signum() > 0;
        return new Movement(
                work.ready.document().messageId(),
                line.sku(),
                into.abs(),
                location,
                in ? other : bucket,
                location,
                in ? bucket : other,
                "bucket",
                adjusted.adjustedAt(),
                null);
    }

    private static void say(Work work, StockAdjusted adjusted, boolean unknown, Effects effects) {
        String subject = adjusted.system() + "|" + adjusted.reason().strip();
        if (unknown) {
            effects.conflicts.add(new Conflicts.Conflict(
                    UNKNOWN,
                    subject,
                    work.ready.document().messageId(),
                    ExactJson.nodes()
                            .objectNode()
                            .put("system", adjusted.system())
                            .put("reason", adjusted.reason())
                            .put("file", AdjustmentRules.FILE)
                            .toString()));
        } else {
            effects.settled.add(new Conflicts.Settled(UNKNOWN, subject));
        }
    }
}
