package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.deadletter.DeadLetter;
import io.tillbridge.deadletter.Desk;
import io.tillbridge.deadletter.DeskPlace;
import io.tillbridge.deadletter.FailureGroup;
import io.tillbridge.deadletter.Lineage;
import io.tillbridge.deadletter.Remap;
import io.tillbridge.deadletter.Replay;
import io.tillbridge.deadletter.Replays;
import io.tillbridge.mapping.Mappings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The failed messages and lanes, by cause, and their replay. */
@RestController
final class DeadLettersApi {

    private static final List<String> STATES =
            List.of("new", "investigating", "waiting", "ready", "replayed", "resolved", "archived");
    private static final int MOST = 10_000;
    private static final int LOOKED_AT = 500;

    private final Desk desk;
    private final Replays replays;
    private final Mappings mappings;
    private final KnownConnections known;
    private final DryRuns dryRuns;

    DeadLettersApi(Desk desk, Replays replays, Mappings mappings, KnownConnections known, DryRuns dryRuns) {
        this.desk = desk;
        this.replays = replays;
        this.mappings = mappings;
        this.known = known;
        this.dryRuns = dryRuns;
    }

    /**
     * What to replay: either ids, or a group, or what ran dry.
     *
     * @param reason why, for the audit log; also accepted as {@code why}
     * @param remap {@code "current"}, or a version; absent for the version each message is stamped with
     */
    record ReplayBody(
            @Nullable List<UUID> ids,
            @Nullable String group,
            DryRuns.@Nullable Messages dryRun,
            @JsonAlias("why") @Nullable String reason,
            @Nullable JsonNode remap) {}

    /** A dead letter with its failures and replays. */
    record Story(@JsonUnwrapped DeadLetter letter, Lineage lineage) {}

    /** How far a replay is, and what it did not touch and why. */
    record ReplayAnswer(@JsonUnwrapped Replay replay, List<Replays.Refusal> refusals) {}

    @Operation(summary = "Failed messages and lanes, the newest failure first")
    @GetMapping("/api/dead-letters")
    Page<DeadLetter> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("state", state, STATES);
        known.check(connection);
        return Page.of(
                desk.list(connection, group, state, after == null ? null : place(after), size + 1),
                size,
                one -> one,
                one -> DeskPlace.of(one).toString());
    }

    private static DeskPlace place(String after) {
        try {
            return DeskPlace.parse(after);
        } catch (IllegalArgumentException e) {
            throw Page.invalid(after);
        }
    }

    @Operation(summary = "Failed messages and lanes counted by cause")
    @GetMapping("/api/dead-letters/groups")
    Page<FailureGroup> groups(@RequestParam(required = false) @Nullable String connection) {
        known.check(connection);
        return new Page<>(desk.groups(connection), null);
    }

    @Operation(summary = "One dead letter with its failures and replays")
    @GetMapping("/api/dead-letters/{id}")
    Story one(@PathVariable UUID id) {
        return new Story(find(id), desk.lineage(id));
    }

    /** The bytes that could not become a message. */
    @Operation(summary = "The bytes that could not become a message")
    @GetMapping("/api/dead-letters/{id}/raw")
    ResponseEntity<byte[]> raw(@PathVariable UUID id) {
        DeadLetter letter = find(id);
        byte[] document = desk.document(id).orElseThrow(() -> noDocument(letter));
        return ResponseEntity.ok()
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + id + "\"")
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM_VALUE)
                .body(document);
    }

    private static ApiProblem noDocument(DeadLetter letter) {
        return ApiProblem.notFound(
                "document_unknown",
                letter.messageId() == null
                        ? "dead letter " + letter.id() + " is a lane's; its 'canonical' is what was to be told"
                        : "dead letter " + letter.id() + " has no document of its own; /api/messages/"
                                + letter.messageId() + "/raw has it");
    }

    private DeadLetter find(UUID id) {
        return desk.show(id)
                .orElseThrow(() -> ApiProblem.notFound(
                        "dead_letter_unknown", "no dead letter " + id + "; /api/dead-letters lists them"));
    }

    @Operation(summary = "Replays dead letters, by id or group, where they failed; or what ran dry")
    @PostMapping("/api/replays")
    @ResponseStatus(HttpStatus.CREATED)
    ReplayAnswer replay(@RequestBody ReplayBody body, HttpServletRequest request) {
        String actor = Actor.of(request);
        String reason = Texts.optional("reason", body.reason());
        String why = reason == null ? "not given" : reason;
        List<UUID> ids = body.ids() == null ? List.of() : body.ids();
        if (body.dryRun() != null && ids.isEmpty() && body.group() == null && body.remap() == null) {
            return answer(dryRuns.replay(body.dryRun(), actor, why));
        }
        if (body.dryRun() != null
                || ids.isEmpty() == (body.group() == null)
                || ids.size() > MOST
                || ids.stream().anyMatch(Objects::isNull)) {
            throw ApiProblem.badRequest(
                    "invalid_set",
                    "name what to replay: either 'ids' (1 to " + MOST + "), or 'group', or 'dryRun' without 'remap'");
        }
        Remap remap = remap(body.remap());
        if (body.group() == null) {
            check(
                    remap,
                    ids.stream()
                            .limit(LOOKED_AT)
                            .map(desk::show)
                            .flatMap(Optional::stream)
                            .toList());
            return answer(replays.start(ids, actor, why, remap));
        }
        List<DeadLetter> group = desk.list(null, body.group(), null, null, LOOKED_AT);
        if (group.isEmpty()) {
            throw ApiProblem.notFound(
                    "group_unknown",
                    "no unresolved dead letter is in group " + body.group() + "; /api/dead-letters/groups lists them");
        }
        check(remap, group);
        return answer(replays.startGroup(body.group(), actor, why, remap));
    }

    @Operation(summary = "How far a replay is, and what it refused and why")
    @GetMapping("/api/replays/{id}")
    ReplayAnswer replay(@PathVariable UUID id) {
        return replays.find(id)
                .map(this::answer)
                .orElseThrow(() -> ApiProblem.notFound("replay_unknown", "no replay " + id));
    }

    private ReplayAnswer answer(Replay replay) {
        return new ReplayAnswer(replay, replays.refusals(replay.id()));
    }

    private static Remap remap(@Nullable JsonNode remap) {
        if (remap == null || remap.isNull()) {
            return new Remap.Stamped();
        }
        if (remap.asText().equals("current")) {
            return new Remap.Current();
        }
        if (remap.isInt() && remap.intValue() > 0) {
            return new Remap.Version(remap.intValue());
        }
        throw ApiProblem.badRequest(
                "invalid_remap", "'remap' is " + remap + "; expected \"current\", a version number, or nothing");
    }

    private void check(Remap remap, List<DeadLetter> letters) {
        if (remap instanceof Remap.Version to) {
            for (DeadLetter letter : letters) {
                String subject = letter.mapping();
                if (subject != null && mappings.version(subject, to.version()) == null) {
                    throw ApiProblem.badRequest(
                            "mapping_version_unknown",
                            "mapping " + subject + ", which dead letter " + letter.id() + " needs, has no version "
                                    + to.version());
                }
            }
        }
    }
}
