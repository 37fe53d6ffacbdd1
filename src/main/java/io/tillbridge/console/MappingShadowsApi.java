package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.rehearsal.Report;
import io.tillbridge.rehearsal.Shadow;
import io.tillbridge.rehearsal.Shadows;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shadow runs: a version that translates live documents beside the one that counts. */
@RestController
@RequestMapping("/api/mappings/{subject}/shadows")
final class MappingShadowsApi {

    private static final Duration LONGEST = Duration.ofDays(31);

    private final Mappings mappings;
    private final Shadows shadows;
    private final KnownConnections known;
    private final AuditLog audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    MappingShadowsApi(
            Mappings mappings,
            Shadows shadows,
            KnownConnections known,
            AuditLog audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.mappings = mappings;
        this.shadows = shadows;
        this.known = known;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What is to run.
     *
     * @param lasting ISO 8601, such as PT2H; at most P31D
     * @param connections none for all
     * @param sample share of the documents, such as 0.1; none for all
     */
    record ShadowBody(
            int version,
            @JsonProperty("for") String lasting,
            @Nullable List<String> connections,
            @Nullable String sample,
            String why) {}

    /** A run; {@code report} and {@code dropped} only of one that is asked for by its id. */
    record ShadowAnswer(
            UUID id,
            String subject,
            int version,
            String sha256,
            String state,
            List<String> connections,
            String sample,
            String why,
            String by,
            Instant startedAt,
            Instant endsAt,
            @Nullable Instant stoppedAt,
            @Nullable Long dropped,
            @Nullable Report report) {}

    @Operation(
            summary = "Lets a version translate live documents beside the active one for a time",
            description = "Nothing it makes is posted; only what differs is counted. It ends by itself.")
    @PostMapping
    ResponseEntity<ShadowAnswer> start(
            @PathVariable String subject, @RequestBody ShadowBody body, HttpServletRequest request) {
        Mapping version = mappings.version(subject, body.version());
        if (version == null) {
            throw ApiProblem.notFound(
                    "mapping_version_unknown", "no version " + body.version() + " of mapping " + subject);
        }
        if (!version.target().startsWith("canonical/")) {
            throw ApiProblem.conflict(
                    "not_recorded", "mapping " + subject + " is outbound; a shadow run looks at what comes in");
        }
        Instant now = clock.instant();
        List<String> connections = body.connections() == null ? List.of() : body.connections();
        connections.forEach(known::check);
        BigDecimal sample = SampleShare.of(body.sample());
        Shadow shadow = new Shadow(
                UUID.randomUUID(),
                subject,
                body.version(),
                version.sha256(),
                connections,
                sample,
                body.why(),
                Actor.of(request),
                now,
                now.plus(MappingDiffApi.duration("for", body.lasting(), LONGEST)),
                null);
        transaction.executeWithoutResult(status -> {
            if (!shadows.start(shadow)) {
                throw ApiProblem.conflict(
                        "shadow_running",
                        subject + " V" + body.version() + " runs as a shadow already; stop that one first");
            }
            record(shadow.by(), "mapping.shadow_start", shadow);
        });
        return ResponseEntity.status(HttpStatus.CREATED).body(answer(shadow, null));
    }

    @Operation(summary = "The shadow runs of a mapping, newest first")
    @GetMapping
    Page<ShadowAnswer> list(
            @PathVariable String subject,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        return Page.of(
                shadows.of(subject, after, size + 1),
                size,
                one -> answer(one, null),
                one -> one.id().toString());
    }

    @Operation(summary = "A shadow run and what it found so far, a second ago at most")
    @GetMapping("/{id}")
    ShadowAnswer one(@PathVariable String subject, @PathVariable UUID id) {
        return answer(find(subject, id), shadows.found(id));
    }

    @Operation(summary = "Ends a shadow run; what it found is kept")
    @DeleteMapping("/{id}")
    ShadowAnswer stop(@PathVariable String subject, @PathVariable UUID id, HttpServletRequest request) {
        Shadow shadow = find(subject, id);
        transaction.executeWithoutResult(status -> {
            if (shadows.stop(id, clock.instant())) {
                record(Actor.of(request), "mapping.shadow_stop", shadow);
            }
        });
        return one(subject, id);
    }

    private void record(String actor, String action, Shadow shadow) {
        audit.record(
                actor,
                action,
                shadow.subject(),
                ExactJson.nodes()
                        .objectNode()
                        .put("id", shadow.id().toString())
                        .put("version", shadow.version())
                        .put("endsAt", shadow.endsAt().toString())
                        .put("why", shadow.why())
                        .toString());
    }

    private Shadow find(String subject, UUID id) {
        return shadows.find(id)
                .filter(one -> one.subject().equals(subject))
                .orElseThrow(() -> ApiProblem.notFound("shadow_unknown", "no shadow run " + id + " of " + subject));
    }

    private ShadowAnswer answer(Shadow shadow, Shadows.@Nullable Found found) {
        return new ShadowAnswer(
                shadow.id(),
                shadow.subject(),
                shadow.version(),
                shadow.sha256(),
                shadow.state(clock.instant()),
                shadow.connections(),
                shadow.sample().toPlainString(),
                shadow.why(),
                shadow.by(),
                shadow.startedAt(),
                shadow.endsAt(),
                shadow.stoppedAt(),
                found == null ? null : found.dropped(),
                found == null ? null : found.report());
    }
}
