package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.canonical.ReservationReleased;
import io.tillbridge.canonical.ReservationRequested;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.reservation.Cart;
import io.tillbridge.reservation.FulfilmentRules;
import io.tillbridge.reservation.OpenRound;
import io.tillbridge.reservation.Outcome;
import io.tillbridge.reservation.Promising;
import io.tillbridge.reservation.RaisedTasks;
import io.tillbridge.reservation.Request;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.StockLedger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts what channels ask to be held and give free, by the decision of the reservation desk; and lets orders take over what
 * their carts held, so that the goods are promised all the time and once.
 */
@Component
final class ReservationPosting {

    private final StockLedger ledger;
    private final FulfilmentRules rules;
    private final Promising promising;
    private final Clock clock;

    ReservationPosting(StockLedger ledger, FulfilmentRules rules, Promising promising, Clock clock) {
        this.ledger = ledger;
        this.rules = rules;
        this.promising = promising;
        this.clock = clock;
    }

    /** A request and the message it came with. */
    record Asked(Request request, UUID messageId, Instant occurredAt, String subject) {}

    /** A batch's requests, their carts locked. */
    record Opened(OpenRound round, List<Asked> asked) {}

    /** Locks the carts that events and orders of the batch name or have taken over; null when there are none. */
    @Nullable
    Opened open(Connection tx, List<Work> fresh, List<PostedOrder> orders, Effects effects) throws SQLException {
        List<Asked> asked = new ArrayList<>();
        for (PostedOrder posted : orders) {
            Order order = posted.state().order();
            String subject = OrderPosting.subject(posted.state().key());
            TakenOver.of(posted.state())
                    .forEach(reservation -> asked.add(new Asked(
                            new Request.TakeOver(reservation, subject, order.paid()),
                            posted.state().messageId(),
                            order.occurredAt(),
                            subject)));
        }
        List<Asked> said = new ArrayList<>();
        for (Work work : fresh) {
            Asked one = work.translated == null ? null : asked(work, work.translated);
            if (one != null) {
                said.add(one);
            }
        }
        asked.addAll(ReleasedBefore.without(tx, said, clock.instant(), effects));
        if (asked.isEmpty()) {
            return null;
        }
        OpenRound round = OpenRound.open(tx, asked.stream().map(Asked::request).toList());
        effects.wanted.addAll(round.keysBeside(effects.keys()));
        return new Opened(round, asked);
    }

    private static @Nullable Asked asked(Work work, Work.Translated translated) {
        UUID id = work.ready.document().messageId();
        if (translated.event() instanceof ReservationRequested requested) {
            Cart cart = new Cart(requested.system(), requested.cart());
            return new Asked(
                    new Request.Reserve(
                            cart,
                            requested.fulfilment(),
                            requested.system(),
                            requested.partial(),
                            requested.expiresAt(),
                            null,
                            requested.lines().stream()
                                    .map(line ->
                                            Request.Line.of(line.id(), line.sku(), line.location(), line.quantity()))
                                    .toList()),
                    id,
                    requested.occurredAt(),
                    subject(cart));
        }
        if (translated.event() instanceof ReservationReleased released) {
            Cart cart = new Cart(released.system(), released.cart());
            return new Asked(
                    new Request.Step(
                            cart.reservation(),
                            Request.Kind.RELEASE,
                            released.lines().stream()
                                    .map(line -> new Request.Part(line.id(), line.quantity()))
                                    .toList(),
                            null,
                            new Request.Operation(translated.factKey(), released.occurredAt())),
                    id,
                    released.occurredAt(),
                    subject(cart));
        }
        return null;
    }

    private static String subject(Cart cart) {
        return "reservation|" + cart.connection() + "|" + cart.reference();
    }

    /** Decides, in the order of arrival, on the balances as the rest of the batch leaves them. */
    void decide(Connection tx, @Nullable Opened opened, Effects effects) throws SQLException {
        if (opened == null) {
            return;
        }
        ledger.lock(tx, new TreeSet<>(effects.keys()));
        OpenRound.Decided decided = opened.round().decide(tx, rules, promising, effects.movements, effects.claims);
        Map<UUID, Asked> causes = new HashMap<>();
        for (int i = 0; i < opened.asked().size(); i++) {
            Asked asked = opened.asked().get(i);
            causes.putIfAbsent(asked.request().reservation(), asked);
            if (decided.outcomes().get(i) instanceof Outcome.Refused refused
                    && !ReleasedBefore.early(asked.request(), refused)) {
                effects.conflicts.add(new Conflicts.Conflict(
                        "reservation_refused", asked.subject(), asked.messageId(), detail(refused)));
            }
        }
        for (Claim claim : decided.claims()) {
            Asked cause = causes.get(claim.messageId());
            effects.claim(
                    cause == null ? claim : claim.by(cause.messageId()),
                    cause == null ? decided.now() : cause.occurredAt());
        }
        decided.movements().forEach(effects::move);
        effects.notices.addAll(decided.notices());
        effects.tasks.addAll(RaisedTasks.of(decided.raised(), rules.breaks(), clock.instant()));
        decided.raised().stream()
                .filter(RaisedTasks::conflict)
                .forEach(one -> effects.conflicts.add(
                        new Conflicts.Conflict(one.kind(), one.subject(), one.reservation(), one.detail())));
    }

    private static String detail(Outcome.Refused refused) {
        ObjectNode detail =
                ExactJson.nodes().objectNode().put("code", refused.code()).put("detail", refused.detail());
        refused.shortages()
                .forEach(shortage -> detail.withArray("lines")
                        .addObject()
                        .put("line", shortage.line())
                        .put("asked", PlainDecimal.text(shortage.asked()))
                        .put("available", PlainDecimal.text(shortage.available())));
        return detail.toString();
    }
}
