package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.reservation.Notice;
import io.tillbridge.reservation.NoticesTold;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells notices to the destinations that accept them, each on a lane of its own. */
@Component
final class NoticeLanes implements NoticesTold {

    private final Lanes lanes;

    NoticeLanes(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public List<DesiredState> of(List<Notice> notices) {
        List<DesiredState> states = new ArrayList<>();
        for (Notice notice : notices) {
            states.addAll(lanes.of(EventType.NOTICE, document(notice), 1, notice.createdAt(), notice.messageId()));
        }
        return states;
    }

    private static ObjectNode document(Notice notice) {
        ObjectNode document = ExactJson.nodes()
                .objectNode()
                .put("id", notice.id().toString())
                .put("kind", notice.kind())
                .put("audience", notice.audience());
        if (notice.orderId() != null) {
            document.put("orderId", notice.orderId());
        }
        if (notice.location() != null) {
            document.put("location", notice.location());
        }
        return document.put("title", notice.title())
                .put("text", notice.text())
                .put("createdAt", notice.createdAt().toString())
                .put("sequence", 1);
    }
}
