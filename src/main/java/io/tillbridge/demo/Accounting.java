package io.tillbridge.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An accounting system: follows orders, checks that they add up and that no revision goes back. */
final class Accounting {

    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final String token;
    private final Remembered remembered = new Remembered();
    private final Map<String, String> revisions = new HashMap<>();

    Accounting(String token) {
        this.token = token;
    }

    /** Answers {@code POST /orders}. */
    synchronized Answer answer(Call call) {
        if (!call.proves("Authorization", "Bearer " + token)) {
            return Answer.refused(401, "unauthorized", "the bearer token is missing or wrong");
        }
        if (!call.method().equals("POST") || !call.path().equals("/orders")) {
            return Answer.refused(404, "not_found", "only POST /orders");
        }
        String key = call.idempotencyKey();
        if (key.isEmpty()) {
            return Answer.refused(400, "idempotency_key_missing", "send Idempotency-Key");
        }
        return remembered.once(
                key,
                call.body(),
                () -> take(call.json()),
                () -> Answer.refused(422, "idempotency_key_reused", "this key came with another body before"));
    }

    /** How many orders it follows. */
    synchronized int orders() {
        return revisions.size();
    }

    private Answer take(JsonNode order) {
        String id = order.path("source").asText() + "/" + order.path("orderId").asText();
        String revision = order.path("revision").asText();
        if (order.path("orderId").asText().isEmpty()
                || revision.isEmpty()
                || order.path("state").asText().isEmpty()) {
            return Answer.refused(422, "order_incomplete", "orderId, revision and state are needed");
        }
        if (!addsUp(order)) {
            return Answer.refused(422, "total_wrong", id + ": goods, shipping and tax do not make the total");
        }
        @Nullable String known = revisions.get(id);
        if (known != null && older(revision, known)) {
            return Answer.refused(422, "revision_went_back", id + " came as " + revision + " after " + known);
        }
        revisions.put(id, revision);
        return Answer.ok(Json.object().put("number", revisions.size()));
    }

    private static boolean addsUp(JsonNode order) {
        if (!order.has("goods")
                || !order.has("total")
                || order.path("state").asText().equals("cancelled")) {
            return true;
        }
        BigDecimal goods = amount(order, "goods").add(amount(order, "shipping"));
        BigDecimal total = amount(order, "total");
        return near(goods, total) || near(goods.add(amount(order, "tax")), total);
    }

    private static boolean near(BigDecimal a, BigDecimal b) {
        return a.subtract(b).abs().compareTo(CENT) <= 0;
    }

    private static BigDecimal amount(JsonNode order, String name) {
        return order.hasNonNull(name) ? new BigDecimal(order.get(name).asText()) : BigDecimal.ZERO;
    }

    /** A counter is compared as a number, an instant as text. */
    private static boolean older(String revision, String known) {
        boolean counters =
                revision.chars().allMatch(Character::isDigit) && known.chars().allMatch(Character::isDigit);
        return counters ? new BigDecimal(revision).compareTo(new BigDecimal(known)) < 0 : revision.compareTo(known) < 0;
    }
}
