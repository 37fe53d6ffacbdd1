package io.tillbridge.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.posting.ConditionEdits;
import io.tillbridge.stock.ConditionFlag;
import io.tillbridge.stock.ConditionFlags;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is so for a while, such as a storm; buffer rules ask for it by its name. */
@RestController
@RequestMapping("/api/conditions")
final class ConditionsApi {

    private static final int MOST_CHANGES = 500;

    private final ConditionEdits conditions;
    private final Clock clock;

    ConditionsApi(ConditionEdits conditions, Clock clock) {
        this.conditions = conditions;
        this.clock = clock;
    }

    /**
     * What is set.
     *
     * @param location where it is so; null: everywhere
     * @param active false: it holds at no time
     * @param from null: from now on
     * @param to the first instant at which it holds no more; null: until it is changed
     */
    record ConditionBody(
            @Nullable String location,
            @Nullable Boolean active,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * A condition.
     *
     * @param location where it is so; null: everywhere
     * @param holds whether it is so now
     * @param changedBy a person or a tool; {@code connection:} and its name when a document said it
     * @param messageId of that document
     * @param rules ids of the buffer rules that ask for it; none: nothing depends on it
     */
    record ConditionAnswer(
            String name,
            @JsonInclude @Nullable String location,
            boolean active,
            boolean holds,
            @JsonInclude @Nullable Instant from,
            @JsonInclude @Nullable Instant to,
            String changedBy,
            Instant changedAt,
            @Nullable UUID messageId,
            List<String> rules) {}

    /** All of them. */
    record ConditionsAnswer(List<ConditionAnswer> items) {}

    @Operation(summary = "All conditions with the rules that ask for them")
    @GetMapping
    ConditionsAnswer list() {
        try {
            return new ConditionsAnswer(
                    conditions.all().stream().map(this::answer).toList());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("conditions", e);
        }
    }

    @Operation(summary = "What was said of a condition, by whom and when, the newest first")
    @GetMapping("/{name}/changes")
    ConditionsAnswer changes(@PathVariable String name, @RequestParam(defaultValue = "50") int limit) {
        Texts.id("name", name);
        try {
            return new ConditionsAnswer(conditions.changes(name, Math.max(1, Math.min(limit, MOST_CHANGES))).stream()
                    .map(this::answer)
                    .toList());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("changes of condition " + name, e);
        }
    }

    @Operation(summary = "Sets a condition; figures that depend on it are told anew")
    @PutMapping("/{name}")
    ConditionAnswer put(@PathVariable String name, @RequestBody ConditionBody body, HttpServletRequest request) {
        Texts.id("name", name);
        if (body.active() == null) {
            throw ApiProblem.badRequest("active_missing", "the body has no 'active'; write {\"active\": true}");
        }
        if (body.from() != null && body.to() != null && !body.from().isBefore(body.to())) {
            throw ApiProblem.badRequest(
                    "invalid_period",
                    "'to' is " + body.to() + "; expected an instant later than 'from', " + body.from());
        }
        if (body.location() != null) {
            Texts.id("location", body.location());
        }
        return put(name, body.active(), body, Actor.of(request))
                .map(this::answer)
                .orElseThrow(() -> ApiProblem.conflict(
                        "too_many_conditions",
                        "there are " + ConditionFlags.MOST + " conditions, which is the most; use one of them again"));
    }

    private Optional<ConditionFlag> put(String name, boolean active, ConditionBody body, String actor) {
        try {
            return conditions.put(new ConditionFlag.Key(name, body.location()), active, body.from(), body.to(), actor);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("condition " + name, e);
        }
    }

    private ConditionAnswer answer(ConditionFlag flag) {
        return new ConditionAnswer(
                flag.key().name(),
                flag.key().location(),
                flag.active(),
                flag.holds(clock.instant()),
                flag.from(),
                flag.to(),
                flag.changedBy(),
                flag.changedAt(),
                flag.messageId(),
                List.copyOf(conditions.rules(flag.key().name())));
    }
}
