package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.EventType;
import io.tillbridge.canonical.Order;
import io.tillbridge.canonical.PlainDecimal;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderBook;
import io.tillbridge.orders.OrderEffects;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderState;
import io.tillbridge.orders.Recorded;
import io.tillbridge.stock.Bucket;
import io.tillbridge.stock.Claim;
import io.tillbridge.stock.Movement;
import io.tillbridge.stock.Place;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts orders, which are state: what takes effect is the difference between the newest revision and what is posted, so
 * neither repeats nor the order of arrival matter.
 */
@Component
final class OrderPosting {

    private final OrderBook book;

    OrderPosting(OrderBook book) {
        this.book = book;
    }

    /** One order of the batch: its newest revision. */
    private record Candidate(Work work, OrderState state) {}

    /**
     * Settles every order of the batch and gathers its effects.
     *
     * @return those that changed the books
     */
    List<PostedOrder> post(Connection transaction, List<Work> works, Effects effects) throws SQLException {
        Map<OrderKey, Candidate> newest = newest(works);
        if (newest.isEmpty()) {
            return List.of();
        }
        Map<OrderKey, Recorded> recorded = book.open(
                transaction, newest.values().stream().map(Candidate::state).toList());
        List<PostedOrder> posted = new ArrayList<>();
        List<OrderState> updates = new ArrayList<>();
        for (Candidate candidate : newest.values()) {
            Recorded before = recorded.get(candidate.state().key());
            if (before == null) {
                posted.add(new PostedOrder(apply(candidate, null, effects), OrderBook.FIRST));
            } else if (replaces(candidate, before, effects)) {
                updates.add(apply(candidate, before, effects));
            }
        }
        Map<OrderKey, Long> sequences = book.update(transaction, updates);
        for (OrderState update : updates) {
            posted.add(new PostedOrder(update, sequences.getOrDefault(update.key(), OrderBook.FIRST)));
        }
        return posted;
    }

    /** The newest revision of each order; of equal ones the one received last. Older ones of the batch are stale. */
    private static Map<OrderKey, Candidate> newest(List<Work> works) {
        Map<OrderKey, Candidate> newest = new HashMap<>();
        for (Work work : works) {
            if (!work.open() || work.translated == null || !(work.translated.event() instanceof Order order)) {
                continue;
            }
            Work.Translated translated = work.translated;
            Candidate candidate = new Candidate(
                    work,
                    new OrderState(
                            order,
                            translated.body(),
                            translated.json(),
                            translated.contentHash(),
                            translated.mapping().subject() + " V"
                                    + translated.mapping().version(),
                            work.ready.document().messageId()));
            Candidate other = newest.get(candidate.state().key());
            if (other == null) {
                newest.put(candidate.state().key(), candidate);
                continue;
            }
            int revision = order.revision().compareTo(other.state().order().revision());
            if (revision == 0
                    && Arrays.equals(
                            candidate.state().contentHash(), other.state().contentHash())) {
                work.verdict = new Verdict.Skipped("repeat");
            } else if (revision >= 0) {
                other.work().verdict = new Verdict.Skipped("stale");
                newest.put(candidate.state().key(), candidate);
            } else {
                work.verdict = new Verdict.Skipped("stale");
            }
        }
        return newest;
    }

    private static boolean replaces(Candidate candidate, Recorded before, Effects effects) {
        OrderState state = candidate.state();
        int revision = state.order().revision().compareTo(before.revision());
        if (revision > 0) {
            return true;
        }
        if (revision < 0) {
            candidate.work().verdict = new Verdict.Skipped("stale");
            return false;
        }
        String cell =
                state.mapping().equals(before.mapping()) && !Arrays.equals(state.contentHash(), before.contentHash())
                        ? differing(state.document(), ExactJson.parse(before.json()))
                        : null;
        if (cell == null) {
            candidate.work().verdict = new Verdict.Skipped("repeat");
            return false;
        }
        effects.conflicts.add(new Conflicts.Conflict(
                "unequal_revision",
                "order|" + state.key().system() + "|" + state.key().id(),
                state.messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("cell", cell)
                        .put("kept", "the later received")
                        .toString()));
        return true;
    }

    /** The first cell that both documents set and set differently; null when there is none. */
    private static @Nullable String differing(JsonNode one, JsonNode other) {
        Iterator<Map.Entry<String, JsonNode>> members = one.properties().iterator();
        while (members.hasNext()) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode counterpart = other.get(member.getKey());
            if (counterpart != null && !counterpart.equals(member.getValue())) {
                return member.getKey();
            }
        }
        return null;
    }

    private static OrderState apply(Candidate candidate, @Nullable Recorded recorded, Effects effects) {
        OrderState state = candidate.state();
        Order before =
                recorded == null ? null : read(recorded.json(), state.order().occurredAt());
        OrderState posted = before == null ? state : keepFulfilled(state, before);
        UUID messageId = state.messageId();
        Instant occurredAt = state.order().occurredAt();
        for (OrderEffects.Effect effect : OrderEffects.between(before, posted.order(), Lanes.UNASSIGNED)) {
            String key = "order|" + state.key().system() + "|" + state.key().id() + "|" + effect.lineId();
            OrderEffects.Promise promise = effect.before();
            effects.claim(
                    new Claim(
                            messageId,
                            key,
                            effect.sku(),
                            effect.location(),
                            effect.promised(),
                            promise == null
                                    ? null
                                    : new Claim.Before(promise.sku(), promise.location(), promise.quantity())),
                    occurredAt);
            if (effect.leaves().signum() != 0) {
                effects.move(Movement.between(
                        messageId,
                        effect.sku(),
                        effect.leaves().negate(),
                        Place.location(effect.location()),
                        Bucket.SELLABLE,
                        Place.CUSTOMER,
                        "shipment",
                        occurredAt));
            }
        }
        candidate.work().verdict = new Verdict.Posted(null);
        return posted;
    }

    private static Order read(String json, Instant occurredAt) {
        return (Order) CanonicalReader.read(EventType.ORDER, (ObjectNode) ExactJson.parse(json), occurredAt);
    }

    /**
     * What has left the shelf comes back only by a return, never because a later revision counts it differently or leaves
     * its line out: the posted order keeps the greater figure, and a line that is left out as far as it was fulfilled, so
     * that a revision that names it again moves nothing twice.
     */
    private static OrderState keepFulfilled(OrderState state, Order before) {
        Map<String, Order.Line> old = new LinkedHashMap<>();
        for (Order.Line line : before.lines()) {
            if (line.fulfilled().signum() > 0) {
                old.put(line.id(), line);
            }
        }
        boolean changed = false;
        for (JsonNode node : state.document().path("lines")) {
            Order.Line line = old.remove(node.path("id").asText());
            if (line != null && new BigDecimal(node.path("fulfilled").asText("0")).compareTo(line.fulfilled()) < 0) {
                ((ObjectNode) node).put("fulfilled", PlainDecimal.text(line.fulfilled()));
                changed = true;
            }
        }
        if (!old.isEmpty()) {
            ArrayNode lines = state.document().withArray("lines");
            old.values().forEach(line -> lines.add(leftOut(line, before)));
            changed = true;
        }
        if (!changed) {
            return state;
        }
        String json = state.document().toString();
        return new OrderState(
                read(json, state.order().occurredAt()),
                state.document(),
                json,
                state.contentHash(),
                state.mapping(),
                state.messageId());
    }

    /** What stays posted of a line that a revision leaves out: as much as has left the shelf, and where from. */
    private static ObjectNode leftOut(Order.Line line, Order before) {
        String fulfilled = PlainDecimal.text(line.fulfilled());
        ObjectNode kept = ExactJson.nodes()
                .objectNode()
                .put("id", line.id())
                .put("sku", line.sku())
                .put("quantity", fulfilled)
                .put("fulfilled", fulfilled);
        String location = line.location() == null ? before.location() : line.location();
        return location == null ? kept : kept.put("location", location);
    }
}
