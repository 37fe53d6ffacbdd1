package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.sourcing.SourcingRules;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What locations are asked to pick and send follows from where orders stand: one request per order, location and method. It
 * is told when it is made, when something else is asked for, and when it is cancelled; picking and shipping change the pick
 * list and are not told. Kept for orders that the hub sources, and for all where a destination takes requests.
 */
@Component
final class FulfilmentRequests {

    private final SourcingRules rules;
    private final FulfilmentRules types;
    private final Lanes lanes;
    private final Clock clock;

    FulfilmentRequests(SourcingRules rules, FulfilmentRules types, Lanes lanes, Clock clock) {
        this.rules = rules;
        this.types = types;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** What a posting writes. */
    private record Change(FulfilmentRequest request, boolean told, ObjectNode document, OrderState order) {}

    /** Brings the requests of orders that changed up to where they stand; the orders are locked. */
    List<DesiredState> post(Connection tx, List<PostedOrder> changed) throws SQLException {
        return of(tx, changed.stream().map(posted -> posted.state().key()).toList());
    }

    /** The same of orders by their keys. */
    List<DesiredState> of(Connection tx, Collection<OrderKey> changed) throws SQLException {
        boolean all = lanes.accepts(EventType.FULFILMENT_REQUESTED);
        TreeSet<OrderKey> keys = new TreeSet<>(changed);
        keys.removeIf(key -> !all && !rules.decideFor(key.system()));
        if (keys.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Map<OrderKey, Recorded> recorded = OrderBook.lock(tx, List.copyOf(keys));
        Map<FulfilmentRequest.Name, FulfilmentRequest> known = FulfilmentRequestRows.newest(tx, keys);
        List<Change> changes = new ArrayList<>();
        for (OrderKey key : keys) {
            Recorded order = recorded.get(key);
            if (order != null) {
                changes.addAll(changes(OrderStanding.of(OrderPosting.state(order, now)), known, now));
            }
        }
        List<FulfilmentRequestRows.Written> rows = new ArrayList<>();
        List<DesiredState> desired = new ArrayList<>();
        for (Change change : changes) {
            OrderState order = change.order();
            rows.add(new FulfilmentRequestRows.Written(
                    change.request(), order.order().number(), order.messageId()));
            if (change.told()) {
                desired.addAll(lanes.of(
                        EventType.FULFILMENT_REQUESTED,
                        FulfilmentDocument.told(change.request(), change.document()),
                        change.request().sequence(),
                        now,
                        order.messageId()));
            }
        }
        FulfilmentRequestRows.write(tx, rows, now);
        return desired;
    }

    private List<Change> changes(
            OrderStanding standing, Map<FulfilmentRequest.Name, FulfilmentRequest> known, Instant now) {
        OrderKey key = standing.state().key();
        OrderTerms terms =
                OrderTerms.of(standing.state().document(), types.usual().name());
        Map<FulfilmentRequest.Name, List<FulfilmentRequest.Line>> wanted = wanted(standing, terms);
        known.keySet().stream()
                .filter(name -> name.order().equals(key))
                .forEach(name -> wanted.putIfAbsent(name, List.of()));
        List<Change> changes = new ArrayList<>();
        wanted.forEach((name, lines) -> {
            Change change = change(standing.state(), terms, name, lines, known.get(name), now);
            if (change != null) {
                changes.add(change);
            }
        });
        return changes;
    }

    private Map<FulfilmentRequest.Name, List<FulfilmentRequest.Line>> wanted(OrderStanding standing, OrderTerms terms) {
        Map<FulfilmentRequest.Name, List<FulfilmentRequest.Line>> wanted = new LinkedHashMap<>();
        OrderPlaces.of(standing)
                .values()
                .forEach(line -> line.places().forEach(place -> {
                    if (place.asked().signum() > 0) {
                        String method = terms.methods()
                                .getOrDefault(line.line().id(), types.usual().name());
                        FulfilmentRequest.Name name =
                                new FulfilmentRequest.Name(standing.state().key(), place.location(), method);
                        wanted.computeIfAbsent(name, key -> new ArrayList<>())
                                .add(new FulfilmentRequest.Line(
                                        line.line().id(),
                                        line.line().sku(),
                                        place.asked(),
                                        place.open(),
                                        place.picked()));
                    }
                }));
        return wanted;
    }

    private static @Nullable Change change(
            OrderState order,
            OrderTerms terms,
            FulfilmentRequest.Name name,
            List<FulfilmentRequest.Line> lines,
            @Nullable FulfilmentRequest known,
            Instant now) {
        boolean open = lines.stream().anyMatch(line -> line.open().signum() > 0);
        if (known == null || known.cancelled()) {
            return open ? begun(order, terms, name, lines, known == null ? 1 : known.generation() + 1, now) : null;
        }
        boolean cancelled = lines.isEmpty();
        // Who is told to stop hears what it was asked for
        List<FulfilmentRequest.Line> said = cancelled ? stopped(known.lines()) : lines;
        ObjectNode document = FulfilmentDocument.of(name, said, cancelled, order.document());
        byte[] hash = FulfilmentDocument.hash(document);
        boolean told = !Arrays.equals(hash, known.told());
        String state = cancelled ? "cancelled" : open ? "open" : "done";
        if (!told && state.equals(known.state()) && said.equals(known.lines())) {
            return null;
        }
        return new Change(
                new FulfilmentRequest(
                        name,
                        known.generation(),
                        told ? known.sequence() + 1 : known.sequence(),
                        state,
                        terms.promisedAt(),
                        said,
                        hash,
                        known.requestedAt()),
                told,
                document,
                order);
    }

    private static Change begun(
            OrderState order,
            OrderTerms terms,
            FulfilmentRequest.Name name,
            List<FulfilmentRequest.Line> lines,
            int generation,
            Instant now) {
        ObjectNode document = FulfilmentDocument.of(name, lines, false, order.document());
        return new Change(
                new FulfilmentRequest(
                        name, generation, 1, "open", terms.promisedAt(), lines, FulfilmentDocument.hash(document), now),
                true,
                document,
                order);
    }

    private static List<FulfilmentRequest.Line> stopped(List<FulfilmentRequest.Line> lines) {
        return lines.stream()
                .map(line -> new FulfilmentRequest.Line(
                        line.id(), line.sku(), line.quantity(), BigDecimal.ZERO, BigDecimal.ZERO))
                .toList();
    }
}
