package io.tillbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.ActivationWish;
import io.tillbridge.mapping.Counting;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.RollbackWish;
import io.tillbridge.mapping.SetChanges;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has versions of mappings count, and withdraws them, on all nodes. */
@RestController
@RequestMapping("/api/mappings/{subject}")
final class ActivationsApi {

    private final SetEdits edits;
    private final SetChanges changes;
    private final SetQueries queries;
    private final KnownConnections known;
    private final Clock clock;

    ActivationsApi(SetEdits edits, SetChanges changes, SetQueries queries, KnownConnections known, Clock clock) {
        this.edits = edits;
        this.changes = changes;
        this.queries = queries;
        this.known = known;
        this.clock = clock;
    }

    /** Which version is to count; {@code from} may be left out for the first row of its connections. */
    record ActivationBody(
            @Nullable Integer version,
            @Nullable Instant from,
            @Nullable List<String> connections,
            @Nullable String why,
            @Nullable Boolean backdate) {}

    /** Which version is withdrawn, and which counts in its place. */
    record RollbackBody(
            @Nullable Integer of,
            @Nullable Integer to,
            @Nullable List<String> connections,
            @Nullable String why) {}

    /**
     * The row that was appended.
     *
     * @param number its place among the subject's rows, from 1
     * @param set generation of the active set from which on it counts
     * @param messagesAffected posted messages at or after its {@code from} under another version, among the newest
     *     100,000: they stay as they are
     */
    record ActivationAnswer(
            String subject, int number, String basis, Activation row, long set, long messagesAffected) {}

    /** A row that withdraws; its number and messages as those of an activation. */
    record WithdrawingRow(int number, Activation row, long messagesAffected) {}

    /**
     * A version that was withdrawn.
     *
     * @param rows one for each of its rows that counted
     * @param set generation of the active set from which on they count
     * @param stillCounts where the version counts still, since other connections were named
     */
    record RollbackAnswer(
            String subject, String basis, List<WithdrawingRow> rows, long set, List<Counting> stillCounts) {}

    @Operation(summary = "Has a released version count from a time on, on all nodes")
    @PostMapping("/activations")
    ActivationAnswer activate(
            @PathVariable String subject, @RequestBody ActivationBody body, HttpServletRequest request) {
        String by = Actor.of(request);
        ActivationWish wish = new ActivationWish(
                subject,
                number("version", body.version()),
                body.from() == null ? null : body.from().truncatedTo(ChronoUnit.MICROS),
                now(),
                by,
                why(body.why()),
                connections(body.connections()),
                Boolean.TRUE.equals(body.backdate()));
        ObjectNode detail = detail(wish.version(), wish.connections(), wish.why())
                .put("from", String.valueOf(wish.from()))
                .put("backdate", wish.backdate());
        return answer(edits.change(
                new SetEdits.Entry(by, "mapping.activate", subject, detail), tx -> changes.activate(tx, wish)));
    }

    @Operation(
            summary = "Withdraws a version for the time it counted for, on all nodes",
            description = "Without 'connections' for all for which it counts. One row is appended for each row that is"
                    + " withdrawn, all in one transaction; 'stillCounts' says where the version counts still.")
    @PostMapping("/rollbacks")
    RollbackAnswer rollBack(@PathVariable String subject, @RequestBody RollbackBody body, HttpServletRequest request) {
        String by = Actor.of(request);
        RollbackWish wish = new RollbackWish(
                subject,
                number("of", body.of()),
                number("to", body.to()),
                now(),
                by,
                why(body.why()),
                connections(body.connections()));
        ObjectNode detail = detail(wish.to(), wish.connections(), wish.why()).put("of", wish.of());
        SetChanges.Withdrawn done = edits.change(
                new SetEdits.Entry(by, "mapping.rollback", subject, detail), tx -> changes.rollBack(tx, wish));
        List<WithdrawingRow> rows = done.rows().stream()
                .map(one -> new WithdrawingRow(one.number(), one.row(), queries.affected(one)))
                .toList();
        SetChanges.Appended first = done.rows().get(0);
        return new RollbackAnswer(subject, first.basis(), rows, first.set(), done.left());
    }

    private ActivationAnswer answer(SetChanges.Appended appended) {
        return new ActivationAnswer(
                appended.subject(),
                appended.number(),
                appended.basis(),
                appended.row(),
                appended.set(),
                queries.affected(appended));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Without connections: for all. */
    private static ObjectNode detail(int version, List<String> connections, String why) {
        ObjectNode detail =
                ExactJson.nodes().objectNode().put("version", version).put("why", why);
        connections.forEach(detail.putArray("connections")::add);
        return detail;
    }

    private List<String> connections(@Nullable List<String> asked) {
        List<String> connections = asked == null ? List.of() : asked;
        connections.forEach(known::check);
        return connections;
    }

    static String why(@Nullable String why) {
        String text = Texts.optional("why", why);
        if (text == null) {
            throw ApiProblem.badRequest("invalid_why", "'why' is missing: say why, for those who read it later");
        }
        return text;
    }

    static int number(String name, @Nullable Integer value) {
        if (value == null || value < 1) {
            throw ApiProblem.badRequest("invalid_version", "'" + name + "' must be the number of a version, from 1");
        }
        return value;
    }
}
