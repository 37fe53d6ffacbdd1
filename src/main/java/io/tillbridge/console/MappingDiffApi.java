package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingDraft;
import io.tillbridge.mapping.RunningMappings;
import io.tillbridge.rehearsal.DiffJob;
import io.tillbridge.rehearsal.MappingDiffs;
import io.tillbridge.rehearsal.MappingRows;
import io.tillbridge.rehearsal.Question;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What two versions of a mapping do not share: their rows, and what they make of the documents on record. */
@RestController
@RequestMapping("/api/mappings/{subject}")
final class MappingDiffApi {

    private static final Duration LONGEST = Duration.ofDays(3650);

    private final RunningMappings mappings;
    private final MappingDiffs diffs;
    private final KnownConnections known;

    MappingDiffApi(RunningMappings mappings, MappingDiffs diffs, KnownConnections known) {
        this.mappings = mappings;
        this.diffs = diffs;
        this.known = known;
    }

    /**
     * The rows that differ between two versions, and the diff over recorded documents.
     *
     * @param recorded null when it was not asked for
     * @param begun whether this question began it; false when it joined one under way, or an answer was there
     */
    record DiffAnswer(
            String subject,
            int from,
            int to,
            List<MappingRows.Difference> rows,
            @Nullable DiffJob recorded,
            boolean begun) {}

    /** A version that this hub does not have, as the text of its file. */
    record DraftBody(
            int from,
            int to,
            String yaml,
            String last,
            @Nullable String connection,
            @Nullable Long limit,
            @Nullable String sample,
            @Nullable Boolean fresh) {}

    @Operation(
            summary = "The rows that differ between two versions, and recorded documents too",
            description =
                    "With 'last', such as P7D, the documents of that time are translated under both versions in the"
                            + " background: 202 until it is done, and 200 with the report. The same question asked again, on any"
                            + " node, joins the diff under way; an answer is given again for ten minutes"
                            + " while no message comes and no mapping or value map changes, unless 'fresh' is true.")
    @GetMapping("/diff")
    ResponseEntity<DiffAnswer> diff(
            @PathVariable String subject,
            @RequestParam int from,
            @RequestParam int to,
            @RequestParam(required = false) @Nullable String last,
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable Long limit,
            @RequestParam(required = false) @Nullable String sample,
            @RequestParam(defaultValue = "false") boolean fresh) {
        long set = mappings.set();
        Mapping earlier = version(subject, from);
        Mapping later = version(subject, to);
        List<MappingRows.Difference> rows = rows(subject, from).to(rows(subject, to));
        return answer(
                subject,
                from,
                to,
                rows,
                last == null ? null : ask(earlier, later, set, fresh, last, connection, limit, sample));
    }

    @Operation(
            summary = "The same for a version that this hub does not have",
            description = "The text is compiled and forgotten. The answer names the diff; GET it until it is done.")
    @PostMapping("/diff")
    ResponseEntity<DiffAnswer> draft(@PathVariable String subject, @RequestBody DraftBody body) {
        long set = mappings.set();
        Mapping earlier = version(subject, body.from());
        MappingDraft draft =
                MappingDraft.compile(mappings.catalog(), mappings.files(), subject, body.to(), body.yaml());
        Mapping later = draft.mapping();
        MappingRows rows = later == null ? null : MappingRows.of(body.yaml());
        if (later == null || rows == null) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "mapping_invalid",
                    "the text is no mapping this hub could run: " + draft.problems());
        }
        return answer(
                subject,
                body.from(),
                body.to(),
                rows(subject, body.from()).to(rows),
                ask(
                        earlier,
                        later,
                        set,
                        Boolean.TRUE.equals(body.fresh()),
                        body.last(),
                        body.connection(),
                        body.limit(),
                        body.sample()));
    }

    @Operation(
            summary = "A diff over recorded documents and how far it is",
            description =
                    "A node works on one at a time: one that is 'queued' says in 'place' how many come before it.")
    @GetMapping("/diffs/{id}")
    ResponseEntity<DiffJob> job(@PathVariable String subject, @PathVariable UUID id) {
        DiffJob job = known(subject, id);
        return ResponseEntity.status(job.open() ? HttpStatus.ACCEPTED : HttpStatus.OK)
                .body(job);
    }

    @Operation(
            summary = "Ends a diff over recorded documents",
            description = "Queued or running it becomes 'cancelled', for everybody who asked the same; one that has"
                    + " ended is answered as it is. The same question asked again begins it anew.")
    @DeleteMapping("/diffs/{id}")
    DiffJob cancel(@PathVariable String subject, @PathVariable UUID id) {
        known(subject, id);
        diffs.cancel(id);
        return known(subject, id);
    }

    private DiffJob known(String subject, UUID id) {
        return diffs.find(id)
                .filter(one -> one.subject().equals(subject))
                .orElseThrow(() -> ApiProblem.notFound(
                        "diff_unknown", "no diff " + id + " of " + subject + "; a diff is kept for a week"));
    }

    private static ResponseEntity<DiffAnswer> answer(
            String subject, int from, int to, List<MappingRows.Difference> rows, MappingDiffs.@Nullable Asked asked) {
        DiffJob job = asked == null ? null : asked.job();
        DiffAnswer answer = new DiffAnswer(subject, from, to, rows, job, asked != null && asked.begun());
        if (job == null || !job.open()) {
            return ResponseEntity.ok(answer);
        }
        return ResponseEntity.accepted()
                .header("Location", "/api/mappings/" + subject + "/diffs/" + job.id())
                .header("Retry-After", "1")
                .body(answer);
    }

    private MappingDiffs.Asked ask(
            Mapping from,
            Mapping to,
            long set,
            boolean fresh,
            String last,
            @Nullable String connection,
            @Nullable Long limit,
            @Nullable String sample) {
        if (!from.target().startsWith("canonical/")) {
            throw ApiProblem.conflict(
                    "not_recorded",
                    "mapping " + from.subject() + " is outbound: it reads desired states, which are not on record as"
                            + " documents are; compare its samples: tillbridge mapping diff " + from.subject() + " "
                            + from.version() + " " + to.version() + " --against samples");
        }
        known.check(connection);
        if (limit != null && limit < 1) {
            throw ApiProblem.badRequest("invalid_limit", "'limit' must be at least 1");
        }
        return diffs.ask(
                new Question(
                        from,
                        to,
                        duration("last", last, LONGEST),
                        connection,
                        limit == null ? Long.MAX_VALUE : limit,
                        SampleShare.of(sample),
                        set,
                        diffs.newest()),
                fresh);
    }

    static Duration duration(String name, String text, Duration longest) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && !duration.isZero() && duration.compareTo(longest) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused below
        }
        throw ApiProblem.badRequest(
                "invalid_duration",
                "'" + name + "' must be a time of ISO 8601 up to P" + longest.toDays() + "D, such as P7D or PT12H");
    }

    private Mapping version(String subject, int number) {
        List<Mapping> versions = mappings.versions(subject);
        if (versions.isEmpty()) {
            throw ApiProblem.notFound("mapping_unknown", "no mapping " + subject + "; /api/mappings lists them");
        }
        Mapping version = mappings.version(subject, number);
        if (version == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown",
                    "mapping " + subject + " has no version " + number + "; it has "
                            + versions.stream().map(Mapping::version).toList());
        }
        return version;
    }

    private MappingRows rows(String subject, int number) {
        MappingRows rows = MappingRows.read(mappings.files(), subject, number);
        if (rows == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown", "mapping " + subject + " V" + number + " has no file on this node");
        }
        return rows;
    }
}
