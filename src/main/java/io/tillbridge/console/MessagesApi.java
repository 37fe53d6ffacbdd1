package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.deadletter.DeadLetter;
import io.tillbridge.deadletter.Desk;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.Translation;
import io.tillbridge.message.MessageAttempt;
import io.tillbridge.message.MessageFilter;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.MessageRow;
import io.tillbridge.message.MessageState;
import io.tillbridge.message.RawDocument;
import io.tillbridge.message.Stamp;
import io.tillbridge.orders.OrderRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every message: its state, what it changed, what was delivered because of it, and where each cell came from. */
@RestController
@RequestMapping("/api/messages")
final class MessagesApi {

    private static final List<String> STATES =
            Stream.of(MessageState.values()).map(MessageState::word).toList();

    private final MessageQueries messages;
    private final MessageEffects effects;
    private final Explanations explanations;
    private final Desk desk;
    private final KnownConnections known;
    private final Mappings mappings;
    private final SetQueries set;
    private final RepostStory reposts;

    MessagesApi(
            MessageQueries messages,
            MessageEffects effects,
            Explanations explanations,
            Desk desk,
            KnownConnections known,
            Mappings mappings,
            SetQueries set,
            RepostStory reposts) {
        this.messages = messages;
        this.effects = effects;
        this.explanations = explanations;
        this.desk = desk;
        this.known = known;
        this.mappings = mappings;
        this.set = set;
        this.reposts = reposts;
    }

    /**
     * A message with everything that happened because of it.
     *
     * @param translatedBy what chose its version, and what its value maps held
     * @param reposts under which versions it was posted before, and who had it posted again
     * @param deadLetter its unresolved dead letter
     */
    record Story(
            @JsonUnwrapped MessageAnswer message,
            @Nullable TranslatedBy translatedBy,
            List<RepostStory.Repost> reposts,
            List<MessageAttempt> attempts,
            List<MessageAnswer> children,
            Changed changed,
            List<LaneAnswer> lanes,
            @Nullable DeadLetter deadLetter) {}

    /**
     * What a translation went by.
     *
     * @param set generation of the active set; 0 when it was not kept
     * @param activation the row that chose the version; null when no row did
     * @param valueMaps versions of those that the mapping reads
     */
    record TranslatedBy(long set, SetQueries.@Nullable Decision activation, Map<String, Integer> valueMaps) {}

    /** What it changed in the books. */
    record Changed(
            List<MovementAnswer> movements,
            List<ClaimAnswer> claims,
            @Nullable OrderReference order) {}

    /** The order it is about; {@code current} when no later message changed the order since. */
    record OrderReference(String system, String id, String number, String state, boolean current) {}

    /** A translation told cell by cell; {@code failure} when the version cannot translate the document. */
    record Explained(
            UUID messageId,
            MessageAnswer.@Nullable MappingStamp mapping,
            @Nullable JsonNode result,
            List<String> warnings,
            @Nullable Failure failure,
            List<Explanation.Cell> cells) {}

    /** Why a document cannot be translated. */
    record Failure(String code, String at, String detail) {}

    @Operation(summary = "Messages by their filters, newest first")
    @GetMapping
    Page<MessageAnswer> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String flow,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(required = false) @Nullable String receiptKey,
            @RequestParam(required = false) @Nullable UUID parent,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("state", state, STATES);
        known.check(connection);
        List<MessageRow> rows = messages.list(
                new MessageFilter(connection, flow, state, businessKey, receiptKey, parent), after, size + 1);
        Map<UUID, SortedMap<String, Integer>> states = childStates(rows);
        return Page.of(
                rows,
                size,
                row -> MessageAnswer.of(row, states),
                row -> row.id().toString());
    }

    @Operation(summary = "One message with what it changed and who was told because of it")
    @GetMapping("/{id}")
    Story one(@PathVariable UUID id) {
        MessageRow row = find(id);
        MessageEffects.Effects found = effects.of(row);
        OrderRow order = found.order();
        List<MessageRow> family = new ArrayList<>(messages.children(id));
        family.add(row);
        Map<UUID, SortedMap<String, Integer>> states = childStates(family);
        List<MessageAnswer> all =
                family.stream().map(one -> MessageAnswer.of(one, states)).toList();
        return new Story(
                all.get(all.size() - 1),
                translatedBy(row.stamp()),
                reposts.of(id),
                messages.attempts(id),
                all.subList(0, all.size() - 1),
                new Changed(
                        found.movements().stream().map(MovementAnswer::of).toList(),
                        found.claims(),
                        order == null
                                ? null
                                : new OrderReference(
                                        order.key().system(),
                                        order.key().id(),
                                        order.number(),
                                        order.state(),
                                        order.messageId().equals(id))),
                found.lanes().stream().map(LaneAnswer::of).toList(),
                desk.ofMessage(id).orElse(null));
    }

    /** The bytes as received; header {@code Tillbridge-Redacted: true} when payment card numbers were taken out. */
    @Operation(summary = "The document as it was received")
    @GetMapping("/{id}/raw")
    ResponseEntity<byte[]> raw(@PathVariable UUID id) {
        RawDocument raw = document(id);
        String type = raw.contentType();
        return ResponseEntity.ok()
                // What a partner sent must never run in an operator's browser
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "\"")
                .header("Tillbridge-Redacted", String.valueOf(raw.redacted()))
                .header(HttpHeaders.CONTENT_TYPE, type == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type)
                .body(raw.body());
    }

    @Operation(summary = "Where each cell of the canonical event came from")
    @GetMapping("/{id}/explain")
    Explained explain(@PathVariable UUID id, @RequestParam(required = false) @Nullable String path) {
        MessageRow row = find(id);
        Explanation explanation = explanations.explain(row, document(id));
        List<Explanation.Cell> cells = explanation.cells();
        if (path != null) {
            cells = cells.stream().filter(cell -> cell.path().equals(path)).toList();
            if (cells.isEmpty()) {
                throw ApiProblem.notFound(
                        "cell_unknown", "no cell " + path + "; without 'path' all cells of the message are listed");
            }
        }
        MessageAnswer.MappingStamp mapping = MessageAnswer.mapping(row);
        Translation outcome = explanation.translation();
        if (outcome instanceof Translation.Translated done) {
            return new Explained(id, mapping, done.result(), done.warnings(), null, cells);
        }
        Failure failure = outcome instanceof Translation.Untranslatable bad
                ? new Failure(bad.code(), bad.at(), bad.detail())
                : new Failure("valuemap_miss", "", "a value map row is missing: " + outcome);
        return new Explained(id, mapping, null, List.of(), failure, cells);
    }

    private @Nullable TranslatedBy translatedBy(@Nullable Stamp stamp) {
        if (stamp == null) {
            return null;
        }
        Mapping mapping = mappings.version(stamp.mapping(), stamp.version());
        return new TranslatedBy(
                stamp.set(),
                set.decision(stamp.mapping(), stamp.activation()).orElse(null),
                mapping == null ? Map.of() : set.valueMaps(mapping.valueMaps(), stamp.set()));
    }

    private Map<UUID, SortedMap<String, Integer>> childStates(List<MessageRow> rows) {
        return messages.childStates(rows.stream().map(MessageRow::id).toList());
    }

    private MessageRow find(UUID id) {
        return messages.find(id).orElseThrow(() -> unknown(id));
    }

    private RawDocument document(UUID id) {
        return messages.raw(id).orElseThrow(() -> unknown(id));
    }

    private static ApiProblem unknown(UUID id) {
        return ApiProblem.notFound(
                "message_unknown",
                "no message " + id + " on record; one that was accepted moments ago may still be in the journal");
    }
}
