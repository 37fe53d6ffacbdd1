package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.Activation;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.MappingFolder;
import io.tillbridge.mapping.MappingReviews;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.mapping.MappingsProperties;
import io.tillbridge.mapping.Review;
import io.tillbridge.mapping.RunningMappings;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Mappings, their versions and activations. */
@RestController
@RequestMapping("/api/mappings")
final class MappingsApi {

    private final Mappings mappings;
    private final RunningMappings running;
    private final MappingsProperties settings;
    private final Clock clock;

    MappingsApi(RunningMappings mappings, MappingsProperties settings, Clock clock) {
        this.mappings = mappings;
        this.running = mappings;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One mapping.
     *
     * @param active the version that counts now for connections that no row names; where none counts for them, the greatest
     *     of those that count for some connection; null when none counts
     * @param activeFor the versions that count now for the connections that rows name
     */
    record SubjectAnswer(
            String subject,
            String source,
            String target,
            List<Integer> versions,
            @Nullable Integer active,
            SortedMap<String, Integer> activeFor,
            @Nullable Instant reviewDue) {}

    /**
     * One mapping in full.
     *
     * @param active and {@code activeFor} as in the list
     * @param behind in words: what PostgreSQL has more than the files of the node that answers, which runs it all the same
     */
    record MappingAnswer(
            String subject,
            @Nullable Integer active,
            SortedMap<String, Integer> activeFor,
            List<VersionAnswer> versions,
            List<Activation> activations,
            List<String> behind,
            ReviewAnswer review) {}

    /** One version; {@code state} is {@code draft}, {@code reviewed}, {@code released}, or {@code active} when it counts now for some connection. */
    record VersionAnswer(int version, String sha256, String source, String target, String state) {}

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
                activeFor(subject),
                known(subject).stream()
                        .map(one ->
                                new VersionAnswer(one.version(), one.sha256(), one.source(), one.target(), state(one)))
                        .toList(),
                mappings.activations(subject),
                running.running().behind().stream()
                        .filter(one -> one.startsWith(subject + " ") || one.startsWith(MappingFolder.of(subject)))
                        .toList(),
                ReviewAnswer.of(reviews(), mappings, subject, clock.instant()));
    }

    private String state(Mapping version) {
        if (!running.catalog().released(version)) {
            return reviewed(version) ? "reviewed" : "draft";
        }
        boolean counts = mappings.active(version.subject(), clock.instant()).values().stream()
                .anyMatch(one -> one.version() == version.version());
        return counts ? "active" : "released";
    }

    private MappingReviews reviews() {
        return new MappingReviews(running.files(), settings.reviewEvery());
    }

    private boolean reviewed(Mapping version) {
        Review last = reviews().last(version.subject(), version.version());
        return last != null && last.approved() && last.sha256().equals(version.sha256());
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
                activeFor(subject),
                ReviewAnswer.of(reviews(), mappings, subject, clock.instant()).due());
    }

    private @Nullable Integer active(String subject) {
        SortedMap<String, Mapping> active = mappings.active(subject, clock.instant());
        Mapping others = active.get("");
        return others != null
                ? Integer.valueOf(others.version())
                : active.values().stream()
                        .map(Mapping::version)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private SortedMap<String, Integer> activeFor(String subject) {
        SortedMap<String, Integer> named = new TreeMap<>();
        mappings.active(subject, clock.instant()).forEach((connection, version) -> {
            if (!connection.isEmpty()) {
                named.put(connection, version.version());
            }
        });
        return named;
    }

    private List<Mapping> known(String subject) {
        List<Mapping> versions = mappings.versions(subject);
        if (versions.isEmpty()) {
            throw ApiProblem.notFound("mapping_unknown", "no mapping " + subject + "; /api/mappings lists them");
        }
        return versions;
    }
}
