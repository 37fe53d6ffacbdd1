package io.tillbridge.posting;

import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.FulfilmentStep;
import io.tillbridge.canonical.Order;
import io.tillbridge.posting.Retelling.Refusal;
import io.tillbridge.posting.Retelling.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what undoing a unit and posting it anew does: that of an order with all that was told of it, or that of one fact. */
@Component
final class RepostGathering {

    private final RepostOrders orders;
    private final RepostFacts facts;
    private final Retelling retelling;

    RepostGathering(RepostOrders orders, RepostFacts facts, Retelling retelling) {
        this.orders = orders;
        this.facts = facts;
        this.retelling = retelling;
    }

    /**
     * Locks what the unit is of and gathers.
     *
     * @param told at least one; what told of an order's goods is replaced by what its money now is
     * @return why nothing of it is reposted; nothing was written then
     */
    @Nullable
    Refusal gather(Connection tx, List<Told> told, RepostGathered into) throws SQLException {
        return ofOrder(told.get(0)) ? order(tx, told, into) : fact(tx, told.get(0), into);
    }

    /** Whether it is a revision of an order or tells of an order's goods. */
    static boolean ofOrder(Told told) {
        CanonicalEvent event =
                told.translated() == null ? null : told.translated().event();
        return event instanceof Order || OrderTies.goods(event) != null;
    }

    private @Nullable Refusal order(Connection tx, List<Told> told, RepostGathered into) throws SQLException {
        RepostOrders.Outcome outcome = orders.gather(tx, told, into.effects, into.places);
        RepostOrders.Settled settled = outcome.settled();
        if (settled != null) {
            into.change.order(settled.before().state(), settled.after().state());
            OrderDoubts.settle(settled.before(), settled.after(), into.effects);
            if (told.get(0).translated() != null
                    && !"order".equals(told.get(0).posted().eventType())) {
                RepostFacts.write(tx, told.get(0).translated());
                told.replaceAll(one -> asOrder(one, settled));
            }
            if (settled.changed() != null) {
                into.changed.add(settled.changed());
            }
        }
        return outcome.refusal();
    }

    private static Told asOrder(Told told, RepostOrders.Settled settled) {
        return told.translated() == null
                ? told
                : new Told(
                        told.posted(),
                        told.work(),
                        JournalPosting.asOrder(
                                told.translated(), settled.after().state()),
                        told.refusal());
    }

    private @Nullable Refusal fact(Connection tx, Told told, RepostGathered into) throws SQLException {
        Refusal refusal = untied(tx, told);
        if (refusal == null) {
            refusal = facts.gather(tx, told, into.effects, into.places);
        }
        if (refusal == null && told.translated() != null) {
            Told before = retelling.asStamped(tx, told.posted());
            if (before.translated() == null) {
                into.change.moneyUnknown(told.translated().body());
            } else {
                into.change.money(before.translated().body(), told.translated().body());
            }
        }
        return refusal;
    }

    /** What told of an order's goods and names no order any more cannot be taken from it here. */
    private @Nullable Refusal untied(Connection tx, Told told) throws SQLException {
        if (told.translated() == null || !(told.translated().event() instanceof FulfilmentStep)) {
            return null;
        }
        Told before = retelling.asStamped(tx, told.posted());
        boolean tied = before.translated() == null
                || OrderTies.goods(before.translated().event()) != null;
        return tied ? new Refusal("another_order", "it was posted of an order and names none now") : null;
    }
}
