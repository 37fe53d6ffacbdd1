package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.ReadyDocument;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says where posting would send a document now, without translating it. */
@Component
public final class DocumentRoutes {

    /** Refused by what they say, not by what they are. */
    private static final Set<String> BY_DISPATCH = Set.of("no_dispatch_row", "dispatch_dead_letter", "not_a_list");

    private final Interpreter interpreter;

    public DocumentRoutes(ConnectionPlans plans) {
        this.interpreter = new Interpreter(plans);
    }

    /** Where a document goes. */
    public sealed interface Route {}

    /** It is to be translated. */
    public record Translated(
            String mapping,
            EventType event,
            JsonNode document,
            @Nullable String businessKey) implements Route {}

    /** It is no document of its flow's format, or of no flow. */
    public record Unreadable(String code) implements Route {}

    /** No mapping is asked: it is cut, fetched, skipped or refused by its flow. */
    public record Elsewhere() implements Route {}

    /** The route of a document. */
    public Route of(AcceptedDocument document) {
        Work work = interpreter
                .interpret(List.of(ReadyDocument.arrived(document)))
                .works()
                .get(0);
        if (work.route != null) {
            return new Translated(work.route.mapping(), work.route.event(), work.route.document(), work.businessKey);
        }
        return work.verdict instanceof Verdict.Dead dead
                        && !BY_DISPATCH.contains(dead.failure().code())
                ? new Unreadable(dead.failure().code())
                : new Elsewhere();
    }
}
