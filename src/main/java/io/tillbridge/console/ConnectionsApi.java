package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.console.GenerationQueries.Generation;
import io.tillbridge.delivery.ConnectionStates;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.message.MessageQueries;
import io.tillbridge.message.WaitingMessages;
import io.tillbridge.reload.Reloads;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How each connection is doing, its running configuration, and its pause. */
@RestController
@RequestMapping("/api/connections")
final class ConnectionsApi {

    private final ConnectionPlans plans;
    private final ConnectionAnswers answers;
    private final ConnectionStates states;
    private final MessageQueries messages;
    private final GenerationQueries generations;
    private final Reloads reload;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ConnectionsApi(
            ConnectionPlans plans,
            ConnectionAnswers answers,
            ConnectionStates states,
            MessageQueries messages,
            GenerationQueries generations,
            Reloads reload,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.plans = plans;
        this.answers = answers;
        this.states = states;
        this.messages = messages;
        this.generations = generations;
        this.reload = reload;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Why; for the audit log. */
    record Decision(@Nullable String reason) {}

    /** The running generation, and the recorded ones, newest first. */
    record GenerationsAnswer(
            Running running,
            List<Generation> items,
            @Nullable String next) {}

    /** What runs now. */
    record Running(int generation, String sha256) {}

    @Operation(summary = "Every connection with its health and backlog")
    @GetMapping
    ConnectionsAnswer list() {
        Map<String, WaitingMessages> waiting = messages.waiting();
        Map<String, Instant> reads = messages.lastReads();
        return new ConnectionsAnswer(
                plans.all().stream()
                        .sorted(Comparator.comparing(ConnectionPlan::id))
                        .map(plan -> answers.of(plan, waiting, reads))
                        .toList(),
                null,
                reload.last());
    }

    @Operation(summary = "One connection with its health, backlog and destinations")
    @GetMapping("/{id}")
    ConnectionAnswer one(@PathVariable String id) {
        return answers.of(plan(id), messages.waiting(), messages.lastReads());
    }

    @Operation(
            summary = "Stops deliveries to a connection and reading from it; webhooks are taken",
            description = "Lanes go on collapsing to the newest state, which is sent at the resume.")
    @PostMapping("/{id}/pause")
    ConnectionAnswer pause(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Decision decision,
            HttpServletRequest request) {
        return change(id, true, decision, request);
    }

    @Operation(summary = "Ends the pause of a connection: reads on, and sends what waits")
    @PostMapping("/{id}/resume")
    ConnectionAnswer resume(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Decision decision,
            HttpServletRequest request) {
        return change(id, false, decision, request);
    }

    @Operation(summary = "The plans a connection ran with, newest first")
    @GetMapping("/{id}/generations")
    GenerationsAnswer generations(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit) {
        ConnectionPlan plan = plan(id);
        int size = Page.limit(limit);
        Page<Generation> page = Page.of(
                generations.of(id, Page.after(after, Integer.MAX_VALUE), size + 1),
                size,
                one -> one,
                one -> String.valueOf(one.number()));
        return new GenerationsAnswer(new Running(plans.generation(id), plan.sha256()), page.items(), page.next());
    }

    private ConnectionAnswer change(String id, boolean pause, @Nullable Decision decision, HttpServletRequest request) {
        plan(id);
        String actor = Actor.of(request);
        String reason = decision == null ? null : Texts.optional("reason", decision.reason());
        String why = reason == null ? "not given" : reason;
        transaction.executeWithoutResult(status -> {
            jdbc.execute((ConnectionCallback<@Nullable Void>) tx -> {
                states.change(tx, id, pause, actor, why);
                return null;
            });
            audit.record(
                    actor,
                    pause ? "connection.pause" : "connection.resume",
                    id,
                    ExactJson.nodes().objectNode().put("reason", why).toString());
        });
        return one(id);
    }

    private ConnectionPlan plan(String id) {
        ConnectionPlan plan = plans.find(id);
        if (plan == null) {
            throw ApiProblem.notFound("connection_unknown", "no connection " + id + "; /api/connections lists them");
        }
        return plan;
    }
}
