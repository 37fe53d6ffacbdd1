package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.Recorded;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.Outcome.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where people say what they did with an order's goods: picked, not found, ready, handed over. What follows is what follows
 * when a store's system tells it: the same posting writes it.
 *
 * <p>One transaction, from the order's lock to the lanes, with the fact that bears the request's name: a crash leaves all of
 * it or nothing, and who asks again changes nothing. It locks the order before it writes the fact, because what it may say
 * depends on the order; nobody else ever waits for a fact of that name.
 */
@Component
public final class OrderDesk {

    private final DataSource database;
    private final ConnectionPlans plans;
    private final Facts facts;
    private final Books books;
    private final Outbox outbox;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final Clock clock;

    OrderDesk(
            DataSource database,
            ConnectionPlans plans,
            Facts facts,
            Books books,
            Outbox outbox,
            AuditLog audit,
            LaneSignals signals,
            Clock clock) {
        this.database = database;
        this.plans = plans;
        this.facts = facts;
        this.books = books;
        this.outbox = outbox;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /** What was done. */
    public enum Kind {
        /** Taken from the shelf. */
        PICK(EventType.FULFILMENT_PICKED, "order.pick", "picked"),
        /** Looked for and not found. */
        MISSING(EventType.FULFILMENT_SHORT_PICKED, "order.missing", "missing"),
        /** Packed; who fetches it can come. */
        READY(EventType.FULFILMENT_READY, "order.ready", "made ready"),
        /** Given to the customer or the carrier: it has left. */
        HAND_OVER(EventType.FULFILMENT_HANDED_OVER, "order.hand_over", "handed over");

        private final EventType event;
        private final String action;
        private final String done;

        Kind(EventType event, String action, String done) {
            this.event = event;
            this.action = action;
            this.done = done;
        }

        EventType event() {
            return event;
        }

        String done() {
            return done;
        }
    }

    /**
     * A request.
     *
     * @param location where it was done; null: the only one that has something
     * @param parts empty: all that is there for it
     * @param operation names the request: the same one takes effect once
     */
    public record Step(
            OrderKey order,
            Kind kind,
            @Nullable String location,
            List<OrderMoves.Part> parts,
            String operation,
            String by) {

        public Step {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Posts what was done.
     *
     * @return why not; null when it is in the books, by this request or the same one before
     */
    public @Nullable Refused tell(Step step) throws SQLException {
        List<LaneSignal> due = new ArrayList<>();
        Optional<Refused> refused = Transactions.in(database, tx -> {
            Refused why = tell(tx, step, due);
            if (why != null) {
                tx.rollback();
            }
            return Optional.ofNullable(why);
        });
        signals.signal(due);
        return refused.orElse(null);
    }

    private @Nullable Refused tell(Connection tx, Step step, List<LaneSignal> due) throws SQLException {
        OrderKey key = step.order();
        Recorded recorded = OrderBook.lock(tx, List.of(key)).get(key);
        Facts.Known known = facts.find(tx, DeskGoods.factKey(DeskGoods.id(step.operation())));
        if (known != null) {
            return Arrays.equals(known.contentHash(), DeskGoods.hash(step)) ? null : reused();
        }
        if (recorded == null) {
            return refused("order_unknown", "no order '" + key.id() + "' of '" + key.system() + "' is posted");
        }
        Instant now = clock.instant();
        AskedGoods asked = AskedGoods.of(OrderStanding.of(OrderPosting.state(recorded, now)), step);
        if (asked.refused() != null) {
            return asked.refused();
        }
        Work work = DeskGoods.work(step, asked, now);
        work.route = route(work, key);
        Books.Consequences consequences = books.post(tx, List.of(work));
        if (!(work.verdict instanceof Verdict.Posted)) {
            return reused();
        }
        due.addAll(outbox.write(tx, consequences.desired()));
        audit.record(tx, step.by(), step.kind().action, key.system() + "/" + key.id(), detail(asked));
        return null;
    }

    /** The day of its entry is that of the connection that sold it. */
    private Work.@Nullable Route route(Work work, OrderKey key) {
        ConnectionPlan plan = plans.find(key.system());
        return plan == null || work.translated == null
                ? null
                : new Work.Route(
                        plan, 0, work.translated.body(), work.translated.event().type(), DeskGoods.SYSTEM, Map.of());
    }

    private static String detail(AskedGoods asked) {
        var detail = ExactJson.nodes().objectNode().put("location", asked.location());
        asked.lines()
                .forEach(one -> detail.withArray("lines")
                        .addObject()
                        .put("line", one.line().id())
                        .put("quantity", PlainDecimal.text(one.quantity())));
        return detail.toString();
    }

    /** The name was another request's. */
    static Refused reused() {
        return refused("operation_reused", "this idempotency key named another request; send a new one");
    }

    private static Refused refused(String code, String detail) {
        return new Refused(code, detail, List.of());
    }
}
