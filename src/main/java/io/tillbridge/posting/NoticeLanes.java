package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Audience;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.orders.OrderContacts;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.reservation.Notice;
import io.tillbridge.reservation.NoticesTold;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells notices to the destinations that accept their audience, each on a lane of its own. One that has a lane already was
 * told, or is about to be: what is posted anew tells it no second time.
 */
@Component
final class NoticeLanes implements NoticesTold {

    private final Lanes lanes;

    NoticeLanes(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public List<DesiredState> of(Connection tx, List<Notice> notices) throws SQLException {
        if (notices.isEmpty() || !lanes.accepts(EventType.NOTICE)) {
            return List.of();
        }
        Map<OrderKey, OrderContacts.Contact> contacts = OrderContacts.of(tx, orders(notices));
        List<DesiredState> states = new ArrayList<>();
        for (Notice notice : notices) {
            OrderKey order = order(notice);
            states.addAll(lanes.notice(
                    document(notice, order == null ? null : contacts.get(order)),
                    notice.audience(),
                    notice.createdAt(),
                    notice.messageId()));
        }
        return Outbox.without(tx, states);
    }

    private static Set<OrderKey> orders(List<Notice> notices) {
        TreeSet<OrderKey> orders = new TreeSet<>();
        for (Notice notice : notices) {
            OrderKey order = order(notice);
            if (order != null) {
                orders.add(order);
            }
        }
        return orders;
    }

    private static @Nullable OrderKey order(Notice notice) {
        String system = notice.about().system();
        String id = notice.about().reference();
        return system == null || id == null ? null : new OrderKey(system, id);
    }

    private static ObjectNode document(Notice notice, OrderContacts.@Nullable Contact contact) {
        ObjectNode document = ExactJson.nodes()
                .objectNode()
                .put("id", notice.id().toString())
                .put("kind", notice.kind())
                .put("audience", notice.audience().word());
        put(document, "orderId", notice.about().reference());
        put(document, "orderNumber", contact == null ? null : contact.number());
        put(document, "location", notice.about().location());
        if (contact != null && notice.audience() == Audience.CUSTOMER) {
            put(document, "email", contact.email());
            put(document, "phone", contact.phone());
            put(document, "locale", contact.locale());
        }
        Notice.Work work = notice.work();
        if (work != null) {
            document.put("taskId", String.valueOf(work.task()))
                    .put("owner", work.owner())
                    .put("dueAt", work.dueAt().toString());
        }
        return document.put("title", notice.title())
                .put("text", notice.text())
                .put("createdAt", notice.createdAt().toString())
                .put("sequence", 1);
    }

    private static void put(ObjectNode document, String cell, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            document.put(cell, value);
        }
    }
}
