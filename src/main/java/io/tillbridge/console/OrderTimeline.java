package io.tillbridge.console;

import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.MessageRow;
import io.tillbridge.orders.OrderFactRow;
import io.tillbridge.orders.OrderRow;
import io.tillbridge.posting.OrderStep;
import io.tillbridge.posting.OrderStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The messages behind each step of an order. */
@Component
final class OrderTimeline {

    private final MessageQueries messages;

    OrderTimeline(MessageQueries messages) {
        this.messages = messages;
    }

    /** One message about the order, in the order of its time. */
    record Step(
            Instant at,
            UUID messageId,
            String flow,
            @Nullable String eventType,
            String state,
            @Nullable String reason,
            Instant receivedAt) {

        static Step of(MessageRow message) {
            return new Step(
                    message.occurredAt() == null ? message.receivedAt() : message.occurredAt(),
                    message.id(),
                    message.flow(),
                    message.eventType(),
                    message.state(),
                    message.reason(),
                    message.receivedAt());
        }
    }

    /** All messages with the business key of the one that brought the present revision, and those that told of its goods and money. */
    List<MessageRow> of(OrderRow order, OrderStory goods, List<OrderFactRow> facts) {
        List<MessageRow> all = new ArrayList<>(about(order));
        Set<UUID> known = all.stream().map(MessageRow::id).collect(Collectors.toSet());
        Stream.concat(
                        goods.steps().stream().map(OrderStep::messageId),
                        facts.stream().map(OrderFactRow::messageId))
                .filter(id -> id != null && known.add(id))
                .forEach(id -> messages.find(id).ifPresent(all::add));
        all.sort(Comparator.comparing(MessageRow::receivedAt).thenComparing(MessageRow::id));
        return all;
    }

    private List<MessageRow> about(OrderRow order) {
        return messages.find(order.messageId())
                .map(newest -> newest.businessKey() == null
                        ? List.of(newest)
                        : messages.about(newest.connection(), newest.businessKey()))
                .orElse(List.of());
    }
}
