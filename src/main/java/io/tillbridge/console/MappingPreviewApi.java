package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Explanation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.MessageRow;
import io.tillbridge.message.RawDocument;
import io.tillbridge.message.Stamp;
import io.tillbridge.rehearsal.Preview;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** One message under another version, and where one of its cells came from. */
@RestController
final class MappingPreviewApi {

    private final Mappings mappings;
    private final MessageQueries messages;
    private final Explanations explanations;

    MappingPreviewApi(Mappings mappings, MessageQueries messages, Explanations explanations) {
        this.mappings = mappings;
        this.messages = messages;
        this.explanations = explanations;
    }

    /** One message, as it is stamped and under another version. */
    record PreviewAnswer(
            UUID message, String subject, Preview.Side before, Preview.Side after, List<Preview.Cell> cells) {}

    /**
     * Where one cell came from.
     *
     * @param row the row's {@code to}; a let's name with {@code $}
     * @param source the row's key that gave it, such as {@code from} or {@code const}
     * @param pointer what of the document was read; null for const, template and calc
     * @param raw what was read, of a const the one that the row says; its hash when the cell is personal
     * @param functions applied, in their order
     * @param valueMaps that were asked, with the row that answered then
     * @param activation why this version counted; null when no row chose it, as after a repost, or when that was not kept
     */
    record Why(
            UUID message,
            String path,
            @Nullable String value,
            String row,
            String source,
            @Nullable String pointer,
            @Nullable String raw,
            List<String> functions,
            List<Explanation.Lookup> valueMaps,
            MessageAnswer.@Nullable MappingStamp mapping,
            @Nullable Activation activation,
            Instant receivedAt) {}

    @Operation(summary = "One message as it was translated and under another version")
    @GetMapping("/api/mappings/{subject}/versions/{n}/preview")
    PreviewAnswer preview(@PathVariable String subject, @PathVariable int n, @RequestParam UUID message) {
        Mapping after = mappings.version(subject, n);
        if (after == null) {
            throw ApiProblem.notFound("mapping_version_unknown", "no version " + n + " of mapping " + subject);
        }
        MessageRow row = find(message);
        Stamp stamp = row.stamp();
        if (stamp != null && !stamp.mapping().equals(subject)) {
            throw ApiProblem.conflict(
                    "other_mapping",
                    "message " + message + " was translated by mapping " + stamp.mapping() + ", not by " + subject);
        }
        Mapping before = explanations.stamped(row);
        EventType event = row.eventType() == null ? null : EventType.of(row.eventType());
        Preview preview = Preview.of(before, after, explanations.input(row, raw(message)), event);
        return new PreviewAnswer(message, subject, preview.before(), preview.after(), preview.cells());
    }

    @Operation(summary = "Where one cell of a message came from")
    @GetMapping("/api/messages/{id}/why")
    Why why(@PathVariable UUID id, @RequestParam String path) {
        MessageRow row = find(id);
        Explanation explanation = explanations.explain(row, raw(id));
        Explanation.Cell cell = explanation.cells().stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow(() -> ApiProblem.notFound(
                        "cell_unknown", "no cell " + path + "; /api/messages/" + id + "/explain lists all cells"));
        return new Why(
                id,
                path,
                cell.value(),
                cell.row(),
                cell.source(),
                cell.pointer(),
                cell.raw(),
                cell.functions(),
                explanation.lookups().stream()
                        .filter(one -> one.path().equals(path))
                        .toList(),
                MessageAnswer.mapping(row),
                activation(row),
                row.receivedAt());
    }

    /** The row that chose the stamped version: rows are only ever added, so a number names one for good. */
    private @Nullable Activation activation(MessageRow row) {
        Stamp stamp = row.stamp();
        List<Activation> rows = stamp == null ? List.of() : mappings.activations(stamp.mapping());
        return stamp == null || stamp.activation() < 1 || stamp.activation() > rows.size()
                ? null
                : rows.get(stamp.activation() - 1);
    }

    private MessageRow find(UUID id) {
        return messages.find(id).orElseThrow(() -> unknown(id));
    }

    private RawDocument raw(UUID id) {
        return messages.raw(id).orElseThrow(() -> unknown(id));
    }

    private static ApiProblem unknown(UUID id) {
        return ApiProblem.notFound("message_unknown", "no message " + id + " on record");
    }
}
