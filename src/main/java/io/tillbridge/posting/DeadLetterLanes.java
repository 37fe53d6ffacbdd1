package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.deadletter.DeadLetter;
import io.tillbridge.deadletter.DeadLetterEvents;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells every destination that accepts {@code dead_letter} what was filed, in the transaction that filed it. That may be
 * any stage's, so the lanes are scheduled instead of signalled after the commit.
 */
@Component
final class DeadLetterLanes implements DeadLetterEvents {

    private final Lanes lanes;
    private final Outbox outbox;

    DeadLetterLanes(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    @Override
    public void filed(Connection transaction, List<DeadLetter> filed) throws SQLException {
        List<DesiredState> states = new ArrayList<>();
        for (DeadLetter letter : filed) {
            states.addAll(lanes.of(
                    EventType.DEAD_LETTER, document(letter), letter.failures(), letter.failedAt(), letter.id()));
        }
        if (!states.isEmpty()) {
            outbox.schedule(transaction, states, filed.get(0).failedAt());
        }
    }

    private static ObjectNode document(DeadLetter letter) {
        ObjectNode document = ExactJson.nodes()
                .objectNode()
                .put("id", letter.id().toString())
                .put("stage", letter.stage())
                .put("code", letter.code())
                .put("category", letter.category())
                .put("owner", letter.owner())
                .put("connection", letter.connection())
                .put("flow", letter.flow());
        if (letter.messageId() != null) {
            document.put("messageId", letter.messageId().toString());
        }
        if (letter.businessKey() != null) {
            document.put("businessKey", letter.businessKey());
        }
        return document.put("detail", letter.detail())
                .put("filedAt", letter.filedAt().toString());
    }
}
