package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.DoneRequests;
import io.tillbridge.platform.Transactions;
import io.tillbridge.reservation.Outcome.Refused;
import io.tillbridge.stock.AvailabilityPolicy;
import io.tillbridge.stock.Exclusion;
import io.tillbridge.stock.Offer;
import io.tillbridge.stock.Place;
import io.tillbridge.stock.PromiseRules;
import io.tillbridge.stock.StockKey;
import io.tillbridge.stock.StockLedger;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lines of an order go to another location because a person says so: the customer fetches them elsewhere, or the store could
 * not find them. The other location is claimed and the old one freed in one transaction; a location that has not enough that
 * nobody was promised changes nothing. Who asks again for what is there already changes nothing either.
 *
 * <p>What a crash leaves: the order where it was, or where it was moved to.
 */
@Component
public final class OrderMoves {

    private final DataSource database;
    private final OrderDecisions decisions;
    private final StockLedger ledger;
    private final PromiseRules promising;
    private final AvailabilityPolicy policy;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final Clock clock;

    OrderMoves(
            DataSource database,
            OrderDecisions decisions,
            StockLedger ledger,
            PromiseRules promising,
            AvailabilityPolicy policy,
            AuditLog audit,
            LaneSignals signals,
            Clock clock) {
        this.database = database;
        this.decisions = decisions;
        this.ledger = ledger;
        this.promising = promising;
        this.policy = policy;
        this.audit = audit;
        this.signals = signals;
        this.clock = clock;
    }

    /**
     * Of a line.
     *
     * @param quantity in the item's base unit; null: all that is not picked and has not left
     */
    public record Part(String line, @Nullable BigDecimal quantity) {

        /** The same for parts that say the same. */
        static String text(List<Part> parts) {
            StringBuilder text = new StringBuilder();
            for (Part part : parts) {
                text.append(part.line().length())
                        .append(' ')
                        .append(part.line())
                        .append(' ');
                text.append(part.quantity() == null ? "all" : PlainDecimal.text(part.quantity()))
                        .append('\n');
            }
            return text.toString();
        }
    }

    /**
     * Moves lines.
     *
     * @param parts empty: all lines
     * @param operation names the request: the same one takes effect once
     * @return why not; null when they are there
     */
    public @Nullable Refused move(OrderKey key, List<Part> parts, String location, String operation, String by)
            throws SQLException {
        if (location.equals(Lanes.UNASSIGNED) || !new Place(location).isLocation()) {
            return refused("location_invalid", "'" + location + "' is no location");
        }
        List<LaneSignal> due = new ArrayList<>();
        Optional<Refused> refused = Transactions.in(database, tx -> {
            Refused why = once(tx, key, parts, location, operation, by, due);
            if (why != null) {
                tx.rollback();
            }
            return Optional.ofNullable(why);
        });
        signals.signal(due);
        return refused.orElse(null);
    }

    /** Of a line at two locations as much could be moved again, so a repetition is known by its name. */
    private @Nullable Refused once(
            Connection tx,
            OrderKey key,
            List<Part> parts,
            String location,
            String operation,
            String by,
            List<LaneSignal> due)
            throws SQLException {
        String asked = "order.move\n" + key + "\n" + location + "\n" + Part.text(parts);
        return switch (DoneRequests.begin(tx, operation, asked, clock.instant())) {
            case NEVER -> move(tx, key, parts, location, by, due);
            case SAME -> null;
            case OTHER -> OrderDesk.reused();
        };
    }

    private @Nullable Refused move(
            Connection tx, OrderKey key, List<Part> parts, String location, String by, List<LaneSignal> due)
            throws SQLException {
        SourcingDemand order = decisions.open(tx, key);
        if (order == null) {
            return refused("order_unknown", "no order '" + key.id() + "' of '" + key.system() + "' is posted");
        }
        MovedLines moved = MovedLines.of(order.standing(), parts, location);
        if (moved.refused() != null) {
            return moved.refused();
        }
        Effects effects = new Effects();
        Refused lacks = shortage(tx, order, moved, location, effects);
        if (lacks != null) {
            return lacks;
        }
        due.addAll(decisions.write(tx, order, moved.after(order, location, by), effects));
        var detail = ExactJson.nodes().objectNode().put("location", location);
        moved.legs()
                .forEach(leg -> detail.withArray("lines")
                        .addObject()
                        .put("line", leg.line().id())
                        .put("from", leg.from())
                        .put("quantity", PlainDecimal.text(leg.quantity())));
        audit.record(tx, by, "order.move", key.system() + "/" + key.id(), detail.toString());
        return null;
    }

    /** Why the location cannot serve it; its balances and those that are freed are locked by asking. */
    private @Nullable Refused shortage(
            Connection tx, SourcingDemand order, MovedLines moved, String location, Effects effects)
            throws SQLException {
        Set<String> named = new TreeSet<>();
        Set<String> places = new TreeSet<>(Set.of(location, Lanes.UNASSIGNED));
        moved.legs().forEach(leg -> {
            named.add(leg.line().sku());
            places.add(Objects.requireNonNullElse(leg.from(), location));
        });
        SourcingKits kits = SourcingKits.of(tx, List.of(order.key()));
        Set<String> skus = kits.with(order.key(), named);
        skus.forEach(sku -> places.forEach(place -> effects.wanted.add(new StockKey(sku, place))));
        SourcingStock stock = new SourcingStock(
                ledger.locked(tx, new TreeSet<>(effects.keys())),
                effects,
                promising.at(tx, skus, order.cause().occurredAt()));
        String channel = policy.channels().asking(order.key().system()).id();
        for (MovedLines.Leg leg : moved.legs()) {
            String sku = leg.line().sku();
            StockKey at = new StockKey(sku, location);
            Offer offer =
                    new Offer(channel, order.terms().methods().get(leg.line().id()));
            Exclusion exclusion = stock.excludes(at, offer);
            if (exclusion != null) {
                return refused(
                        "location_excluded",
                        location + " does not serve line '" + leg.line().id() + "': " + exclusion.word()
                                + "; name another location");
            }
            Map<String, BigDecimal> made = kits.of(order.key(), sku);
            BigDecimal has = stock.of(at, offer, made).all();
            if (has.compareTo(leg.quantity()) < 0) {
                return refused(
                        "stock_short",
                        location + " has " + PlainDecimal.text(has) + " of " + sku + " that nobody was promised, and "
                                + PlainDecimal.text(leg.quantity()) + " are wanted; everything stays where it was");
            }
            stock.place(at, leg.quantity(), made);
        }
        return null;
    }

    private static Refused refused(String code, String detail) {
        return new Refused(code, detail, List.of());
    }
}
