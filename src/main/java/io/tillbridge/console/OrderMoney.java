package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderFactRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was paid for an order, paid back and given back, each with the message behind it.
 *
 * @param payments captured; {@code refunds}: given back
 */
record OrderMoney(List<PaymentAnswer> payments, List<PaymentAnswer> refunds, List<ReturnAnswer> returns) {

    /** Money that one system tells of. */
    record PaymentAnswer(
            String system, String id, @Nullable String kind, JsonNode amount, Instant at, UUID messageId) {}

    /**
     * Goods or money that came back.
     *
     * @param lines with item, quantity, bucket and condition; {@code totals} and {@code tenders}: as far as told
     */
    record ReturnAnswer(
            String system,
            String id,
            @Nullable String location,
            Instant at,
            UUID messageId,
            JsonNode lines,
            @Nullable JsonNode totals,
            @Nullable JsonNode tenders) {}

    static OrderMoney of(List<OrderFactRow> facts) {
        List<PaymentAnswer> payments = new ArrayList<>();
        List<PaymentAnswer> refunds = new ArrayList<>();
        List<ReturnAnswer> returns = new ArrayList<>();
        for (OrderFactRow fact : facts) {
            JsonNode body = ExactJson.parse(fact.body());
            if (fact.type().equals("return")) {
                returns.add(new ReturnAnswer(
                        body.path("system").asText(),
                        body.path("id").asText(),
                        body.path("location").asText(null),
                        fact.occurredAt(),
                        fact.messageId(),
                        body.path("lines"),
                        body.get("totals"),
                        body.get("tenders")));
            } else {
                (fact.type().equals("payment.captured") ? payments : refunds)
                        .add(new PaymentAnswer(
                                body.path("system").asText(),
                                body.path("id").asText(),
                                body.path("kind").asText(null),
                                body.path("amount"),
                                fact.occurredAt(),
                                fact.messageId()));
            }
        }
        return new OrderMoney(payments, refunds, returns);
    }
}
