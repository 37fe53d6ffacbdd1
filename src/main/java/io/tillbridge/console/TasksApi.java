package io.tillbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.tasks.TaskDesk;
import io.tillbridge.tasks.TaskKind;
import io.tillbridge.tasks.TaskQueries;
import io.tillbridge.tasks.TaskRow;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people have to do about goods and orders, by when. */
@RestController
@RequestMapping("/api/tasks")
final class TasksApi {

    private final TaskQueries tasks;
    private final TaskDesk desk;

    TasksApi(TaskQueries tasks, TaskDesk desk) {
        this.tasks = tasks;
        this.desk = desk;
    }

    /**
     * A task.
     *
     * @param owner a location's code, or a team
     * @param messageId what made it necessary: a message, or a reservation
     * @param doneBy a person, or {@code hub} when it had become needless
     */
    record TaskAnswer(
            String id,
            String kind,
            String subject,
            String owner,
            Instant dueAt,
            String state,
            JsonNode detail,
            @Nullable UUID messageId,
            Instant openedAt,
            @Nullable Instant doneAt,
            @Nullable String doneBy,
            @Nullable String note) {

        static TaskAnswer of(TaskRow row) {
            return new TaskAnswer(
                    String.valueOf(row.id()),
                    row.kind(),
                    row.subject(),
                    row.owner(),
                    row.dueAt(),
                    row.state(),
                    ExactJson.parse(row.detail()),
                    row.messageId(),
                    row.openedAt(),
                    row.doneAt(),
                    row.doneBy(),
                    row.note());
        }
    }

    /** What was done, for those who look later. */
    record DoneBody(@Nullable String note) {}

    @Operation(summary = "What people have to do, first what is due first")
    @GetMapping
    Page<TaskAnswer> list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = Page.limit(limit);
        Texts.word("kind", kind, TaskKind.words());
        Texts.word("state", state, TaskQueries.STATES);
        return Page.of(
                tasks.find(
                        new TaskQueries.Filter(kind, owner, state),
                        after == null ? null : Page.after(after, Long.MAX_VALUE),
                        size + 1),
                size,
                TaskAnswer::of,
                row -> String.valueOf(row.id()));
    }

    @Operation(summary = "A task is done; doing it again changes nothing")
    @PostMapping("/{id}/done")
    TaskAnswer done(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable DoneBody body,
            HttpServletRequest request) {
        String note = body == null ? null : Texts.optional("note", body.note());
        long number = Page.after(id, Long.MAX_VALUE);
        try {
            desk.done(number, Actor.of(request), note);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("end of task " + id, e);
        }
        return tasks.find(number)
                .map(TaskAnswer::of)
                .orElseThrow(() -> ApiProblem.notFound(
                        "task_unknown", "no task has id '" + id + "'; list them with GET /api/tasks"));
    }
}
