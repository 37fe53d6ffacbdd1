package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order as it is posted now.
 *
 * @param fulfilment {@code none}, {@code part} or {@code all} left, by what anybody told
 * @param steps what warehouses, stores and the shop told of its goods
 * @param totals and {@code payment}: as the canonical document says; absent when it does not
 * @param payments captured, {@code refunds} given back, {@code returns} goods and money that came back, as anybody told
 * @param fulfilments movements out of and back into stock
 */
record OrderAnswer(
        String system,
        String id,
        String number,
        String state,
        String fulfilment,
        String revision,
        @Nullable Instant placedAt,
        Instant updatedAt,
        @Nullable JsonNode currency,
        @Nullable JsonNode totals,
        @Nullable JsonNode payment,
        List<OrderLineAnswer> lines,
        List<GoodsStep> steps,
        List<MovementAnswer> fulfilments,
        List<OrderMoney.PaymentAnswer> payments,
        List<OrderMoney.PaymentAnswer> refunds,
        List<OrderMoney.ReturnAnswer> returns,
        List<OrderTimeline.Step> timeline) {}
