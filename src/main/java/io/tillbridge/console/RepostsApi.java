package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.posting.RepostRun;
import io.tillbridge.posting.RepostSets;
import io.tillbridge.posting.Reposts;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Posted messages under another version of their mapping: previewed, confirmed, followed. */
@RestController
@RequestMapping("/api/reposts")
final class RepostsApi {

    /** What a preview lists and sums up is looked through by people. */
    private static final int MOST = 5_000;

    private static final int REFUSALS = 100;

    private final Reposts reposts;
    private final Clock clock;

    RepostsApi(Reposts reposts, Clock clock) {
        this.reposts = reposts;
        this.clock = clock;
    }

    /**
     * What to repost: either messages or a query.
     *
     * @param version to post them under
     * @param why for the audit log and the ledger's pairs
     * @param dryRun false: what the preview finds is reposted as soon as it is done; else it waits to be confirmed
     */
    record Body(
            String subject,
            int version,
            @Nullable List<UUID> messages,
            @Nullable Query query,
            @Nullable String why,
            @Nullable Boolean dryRun) {}

    /**
     * Posted messages of the subject.
     *
     * @param version they are stamped with; absent for any
     * @param receivedFrom at this instant or later
     * @param receivedTo before it; absent for now
     */
    record Query(
            @Nullable Integer version,
            @Nullable String connection,
            Instant receivedFrom,
            @Nullable Instant receivedTo) {}

    /** What was previewed, by the hash that the preview told. */
    record Confirmation(String hash) {}

    @Operation(
            summary = "Freezes a set and begins to look what its repost would change",
            description = "The preview is worked at in the background; the answer's Location tells how far it is.")
    @PostMapping
    ResponseEntity<RepostAnswer> preview(@RequestBody Body body, HttpServletRequest request) {
        String actor = Actor.of(request);
        String why = Texts.optional("why", body.why());
        if (why == null) {
            throw ApiProblem.badRequest("invalid_why", "'why' is missing; say why, for those who read the pairs later");
        }
        List<UUID> set = set(body);
        boolean atOnce = Boolean.FALSE.equals(body.dryRun());
        RepostRun run =
                ask(() -> reposts.ask(new Reposts.Wish(body.subject(), body.version(), set, actor, why, atOnce)));
        return ResponseEntity.accepted()
                .location(URI.create("/api/reposts/" + run.id()))
                .body(answer(run));
    }

    @Operation(summary = "Reposts exactly what was previewed, in the background")
    @PostMapping("/{id}/confirm")
    RepostAnswer confirm(@PathVariable UUID id, @RequestBody Confirmation body, HttpServletRequest request) {
        String actor = Actor.of(request);
        return answer(ask(() -> reposts.confirm(id, body.hash(), actor)));
    }

    @Operation(summary = "Ends a preview, or what was previewed and not confirmed")
    @DeleteMapping("/{id}")
    RepostAnswer cancel(@PathVariable UUID id, HttpServletRequest request) {
        String actor = Actor.of(request);
        return answer(ask(() -> reposts.cancel(id, actor)));
    }

    @Operation(summary = "Reposts and previews, newest first")
    @GetMapping
    Page<RepostAnswer.Head> list(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        return Page.of(
                ask(() -> reposts.list(after, size + 1)),
                size,
                RepostAnswer.Head::of,
                one -> one.id().toString());
    }

    @Operation(summary = "How far a repost is, what it changes, and what it refused")
    @GetMapping("/{id}")
    RepostAnswer one(@PathVariable UUID id) {
        return answer(find(id));
    }

    @Operation(summary = "The messages that a repost refuses and why, in the order of their ids")
    @GetMapping("/{id}/refusals")
    Page<RepostRun.Refused> refusals(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        find(id);
        return Page.of(
                reposts.sets().refused(id, after, size + 1),
                size,
                one -> one,
                one -> one.message().toString());
    }

    private List<UUID> set(Body body) {
        boolean named = body.messages() != null && !body.messages().isEmpty();
        if (named == (body.query() != null)) {
            throw ApiProblem.badRequest(
                    "invalid_set", "name what to repost: either 'messages' (1 to " + MOST + "), or 'query'");
        }
        List<UUID> set = named ? Objects.requireNonNull(body.messages()) : query(body, body.query());
        if (set.isEmpty() || set.size() > MOST || set.stream().anyMatch(Objects::isNull)) {
            throw ApiProblem.badRequest(
                    "invalid_set",
                    set.isEmpty()
                            ? nothing(body)
                            : "more than " + MOST + " messages; take them in parts, such as by 'receivedTo'");
        }
        return set.stream().distinct().toList();
    }

    /** What was reposted is posted under its new version, so a query by the one before finds it no more. */
    private static String nothing(Body body) {
        Integer version = body.query() == null ? null : body.query().version();
        return "no posted message of " + body.subject() + " is like that"
                + (version == null
                        ? ""
                        : "; what was reposted from version " + version + " before is posted under its new one");
    }

    private List<UUID> query(Body body, @Nullable Query query) {
        if (query == null || query.receivedFrom() == null) {
            throw ApiProblem.badRequest(
                    "invalid_set", "'query' needs 'receivedFrom', so that not the whole record is read");
        }
        Instant to = query.receivedTo() == null ? clock.instant() : query.receivedTo();
        return reposts.sets()
                .find(
                        new RepostSets.Query(
                                body.subject(), query.version(), query.connection(), query.receivedFrom(), to),
                        MOST + 1);
    }

    private RepostRun find(UUID id) {
        return ask(() -> reposts.find(id).orElseThrow(() -> unknown(id.toString())));
    }

    private RepostAnswer answer(RepostRun run) {
        return RepostAnswer.of(run, reposts.sets().refused(run.id(), null, REFUSALS));
    }

    /** Asks the database. */
    @FunctionalInterface
    private interface Question<T> {
        T answer() throws SQLException;
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (Reposts.NotPossible e) {
            throw problem(e.code(), String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw new IllegalStateException("the repost could not be read or written", e);
        }
    }

    private static ApiProblem problem(String code, String detail) {
        return switch (code) {
            case "mapping_version_unknown" -> ApiProblem.notFound("mapping_version_unknown", detail);
            case "repost_unknown" -> unknown(detail);
            case "not_released" -> ApiProblem.conflict("not_released", detail);
            case "repost_hash" -> ApiProblem.conflict("repost_hash", detail);
            case "repost_previewing" -> ApiProblem.conflict("repost_previewing", detail);
            case "repost_running" -> ApiProblem.conflict("repost_running", detail);
            case "repost_ended" -> ApiProblem.conflict("repost_ended", detail);
            case "version_changed" -> ApiProblem.conflict("version_changed", detail);
            default -> ApiProblem.conflict("nothing_to_repost", detail);
        };
    }

    private static ApiProblem unknown(String which) {
        return ApiProblem.notFound("repost_unknown", "no repost or preview " + which);
    }
}
