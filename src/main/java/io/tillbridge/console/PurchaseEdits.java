package io.tillbridge.console;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.posting.PurchaseTelling;
import io.tillbridge.purchasing.PurchaseOrder;
import io.tillbridge.purchasing.PurchaseOrders;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Purchase orders by hand: the change, what destinations are told and the audit entry are one transaction. */
@Component
final class PurchaseEdits {

    private final PurchaseTelling telling;
    private final LaneSignals lanes;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PurchaseEdits(
            PurchaseTelling telling,
            LaneSignals lanes,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.telling = telling;
        this.lanes = lanes;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @FunctionalInterface
    private interface Edit {
        List<LaneSignal> in(Connection tx) throws SQLException;
    }

    /**
     * Keeps a draft; nobody is told.
     *
     * @throws ApiProblem 409 when there is an order of this number
     */
    void draft(PurchaseOrder order, String actor) {
        in(tx -> {
            if (!PurchaseOrders.draft(tx, order)) {
                throw ApiProblem.conflict(
                        "purchase_order_exists",
                        "there is a purchase order '" + order.number() + "'; give another number");
            }
            audited(actor, "purchase_order.draft", order);
            return List.of();
        });
    }

    /** Sends a draft to the destinations that accept purchase orders; one that is sent stays so. */
    void send(String number, String actor) {
        in(tx -> {
            PurchaseOrder order = known(tx, number);
            if (order.state() == PurchaseOrder.State.CANCELLED) {
                throw ApiProblem.conflict(
                        "purchase_order_cancelled", "purchase order '" + number + "' is cancelled; make another one");
            }
            Instant now = clock.instant();
            return PurchaseOrders.send(tx, number, now)
                    ? told(tx, "purchase_order.send", number, now, actor)
                    : List.of();
        });
    }

    /** Cancels what is still to come; destinations that were told of the order hear it. */
    void cancel(String number, String actor) {
        in(tx -> {
            PurchaseOrder order = known(tx, number);
            if (order.state() == PurchaseOrder.State.RECEIVED) {
                throw ApiProblem.conflict(
                        "purchase_order_received",
                        "all of purchase order '" + number + "' has arrived; return goods instead");
            }
            Instant now = clock.instant();
            return PurchaseOrders.cancel(tx, number, now)
                    ? told(tx, "purchase_order.cancel", number, now, actor)
                    : List.of();
        });
    }

    private List<LaneSignal> told(Connection tx, String action, String number, Instant now, String actor)
            throws SQLException {
        PurchaseOrder order = known(tx, number);
        audited(actor, action, order);
        return order.revision() == 0 ? List.of() : telling.tell(tx, order, now, UuidCreator.getTimeOrderedEpoch());
    }

    private void audited(String actor, String action, PurchaseOrder order) {
        audit.record(
                actor,
                action,
                order.number(),
                ExactJson.nodes()
                        .objectNode()
                        .put("supplier", order.supplier())
                        .put("lines", order.lines().size())
                        .toString());
    }

    private static PurchaseOrder known(Connection tx, String number) throws SQLException {
        return PurchaseOrders.locked(tx, number).orElseThrow(() -> unknown(number));
    }

    static ApiProblem unknown(String number) {
        return ApiProblem.notFound(
                "purchase_order_unknown",
                "no purchase order '" + number + "'; list them with GET /api/purchase-orders");
    }

    private void in(Edit edit) {
        lanes.signal(Objects.requireNonNull(transaction.execute(
                status -> Objects.requireNonNull(jdbc.execute((ConnectionCallback<List<LaneSignal>>) edit::in)))));
    }
}
