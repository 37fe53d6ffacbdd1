package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.platform.HomeFiles;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Mappings, their versions and activations, and what two versions do not share. */
@RestController
@RequestMapping("/api/mappings")
final class MappingsApi {

    private final Mappings mappings;
    private final HomeFiles home;
    private final Clock clock;

    MappingsApi(Mappings mappings, HomeFiles home, Clock clock) {
        this.mappings = mappings;
        this.home = home;
        this.clock = clock;
    }

    /** One mapping; {@code active}: the version that counts now where no row names the connection. */
    record SubjectAnswer(
            String subject,
            String source,
            String target,
            List<Integer> versions,
            @Nullable Integer active,
            @Nullable Instant reviewDue) {}

    /** One mapping in full. */
    record MappingAnswer(
            String subject,
            @Nullable Integer active,
            List<VersionAnswer> versions,
            List<Activation> activations,
            ReviewAnswer review) {}

    /** One version. */
    record VersionAnswer(int version, String sha256, String source, String target) {}

    /** The rows that differ between two versions. */
    record DiffAnswer(String subject, int from, int to, List<MappingRows.Difference> rows) {}

    @Operation(summary = "The mappings, their versions and which one counts now")
    @GetMapping
    Page<SubjectAnswer> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        if (after != null && !mappings.subjects().contains(after)) {
            throw Page.invalid(after);
        }
        List<String> subjects = mappings.subjects().stream()
                .filter(subject -> after == null || subject.compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return Page.of(subjects, size, this::subject, subject -> subject);
    }

    @Operation(summary = "One mapping with its versions and activations")
    @GetMapping("/{subject}")
    MappingAnswer one(@PathVariable String subject) {
        return new MappingAnswer(
                subject,
                active(subject),
                known(subject).stream()
                        .map(one -> new VersionAnswer(one.version(), one.sha256(), one.source(), one.target()))
                        .toList(),
                mappings.activations(subject),
                ReviewAnswer.of(home, mappings, subject, clock.instant()));
    }

    @Operation(summary = "The rows that differ between two versions of a mapping")
    @GetMapping("/{subject}/diff")
    DiffAnswer diff(@PathVariable String subject, @RequestParam int from, @RequestParam int to) {
        known(subject);
        return new DiffAnswer(subject, from, to, rows(subject, from).to(rows(subject, to)));
    }

    private SubjectAnswer subject(String subject) {
        List<Mapping> versions = mappings.versions(subject);
        Mapping newest = versions.get(versions.size() - 1);
        return new SubjectAnswer(
                subject,
                newest.source(),
                newest.target(),
                versions.stream().map(Mapping::version).toList(),
                active(subject),
                ReviewAnswer.of(home, mappings, subject, clock.instant()).due());
    }

    private @Nullable Integer active(String subject) {
        Mapping active = mappings.active(subject, "", null, clock.instant());
        return active == null ? null : active.version();
    }

    private List<Mapping> known(String subject) {
        List<Mapping> versions = mappings.versions(subject);
        if (versions.isEmpty()) {
            throw ApiProblem.notFound("mapping_unknown", "no mapping " + subject + "; /api/mappings lists them");
        }
        return versions;
    }

    private MappingRows rows(String subject, int version) {
        MappingRows rows = MappingRows.read(home, subject, version);
        if (rows == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown",
                    "mapping " + subject + " has no version " + version + "; it has "
                            + mappings.versions(subject).stream()
                                    .map(Mapping::version)
                                    .toList());
        }
        return rows;
    }
}
