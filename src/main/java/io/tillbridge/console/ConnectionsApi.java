package io.tillbridge.console;

import io.swagger.v3.oas.annotations.Operation;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.console.GenerationQueries.Generation;
import io.tillbridge.delivery.ConnectionStates;
import io.tillbridge.delivery.ConnectionStatus;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.intake.SourceAlerts;
import io.tillbridge.intake.WebhookSecrets;
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
    private final Deliveries deliveries;
    private final ConnectionStates states;
    private final MessageQueries messages;
    private final GenerationQueries generations;
    private final WebhookSecrets secrets;
    private final Reloads reload;
    private final SourceAlerts alerts;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    ConnectionsApi(
            ConnectionPlans plans,
            Deliveries deliveries,
            ConnectionStates states,
            MessageQueries messages,
            GenerationQueries generations,
            WebhookSecrets secrets,
            Reloads reload,
            SourceAlerts alerts,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.plans = plans;
        this.deliveries = deliveries;
        this.states = states;
        this.messages = messages;
        this.generations = generations;
        this.secrets = secrets;
        this.reload = reload;
        this.alerts = alerts;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * One connection.
     *
     * @param health {@code paused, secret_missing, partner_down, dead_lanes, files_missing, waiting} or {@code ok}: the
     *     first that applies
     * @param sha256 over the effective configuration
     * @param dryRun flows that are only shown
     * @param problems webhook flows that cannot verify because a secret is missing, by flow
     * @param alerts files that are missing or cannot be moved, the oldest first
     * @param inbound names of flows
     * @param outbound names of flows
     * @param cursors what the stored place of each poll means, by flow
     * @param lastRead when a poll last stored what it had read
     * @param lastSuccess when a destination last confirmed
     */
    record ConnectionAnswer(
            String id,
            String connector,
            String connectorVersion,
            int generation,
            String sha256,
            String health,
            boolean paused,
            List<String> dryRun,
            List<WebhookSecrets.Missing> problems,
            List<SourceAlerts.Alert> alerts,
            List<String> inbound,
            List<String> outbound,
            Map<String, String> cursors,
            Backlog backlog,
            @Nullable Instant lastRead,
            @Nullable Instant lastSuccess,
            List<ConnectionStatus> destinations) {}

    /** Messages not posted yet, and the arrival of the oldest. */
    record Backlog(
            long ready, long fetching, long held, @Nullable Instant oldest) {}

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
                        .map(plan -> answer(plan, waiting, reads))
                        .toList(),
                null,
                reload.last());
    }

    @Operation(summary = "One connection with its health, backlog and destinations")
    @GetMapping("/{id}")
    ConnectionAnswer one(@PathVariable String id) {
        return answer(plan(id), messages.waiting(), messages.lastReads());
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

    private ConnectionAnswer answer(
            ConnectionPlan plan, Map<String, WaitingMessages> waiting, Map<String, Instant> reads) {
        WaitingMessages backlog = waiting.getOrDefault(plan.id(), WaitingMessages.none(plan.id()));
        List<ConnectionStatus> destinations = deliveries.status(plan.id()).stream()
                .sorted(Comparator.comparing(ConnectionStatus::destination))
                .toList();
        boolean paused = states.paused(plan.id());
        List<WebhookSecrets.Missing> problems = secrets.missing(plan);
        List<SourceAlerts.Alert> open = alerts.open(plan.id());
        return new ConnectionAnswer(
                plan.id(),
                plan.connector(),
                plan.connectorVersion(),
                plans.generation(plan.id()),
                plan.sha256(),
                health(paused, problems, destinations, open, backlog),
                paused,
                plan.dryRun().stream().sorted().toList(),
                problems,
                open,
                plan.inbound().keySet().stream().sorted().toList(),
                plan.outbound().keySet().stream().sorted().toList(),
                plan.cursors(),
                new Backlog(backlog.ready(), backlog.fetching(), backlog.held(), backlog.oldest()),
                reads.get(plan.id()),
                destinations.stream()
                        .map(ConnectionStatus::lastSuccess)
                        .filter(at -> at != null)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                destinations);
    }

    private static String health(
            boolean paused,
            List<WebhookSecrets.Missing> problems,
            List<ConnectionStatus> destinations,
            List<SourceAlerts.Alert> alerts,
            WaitingMessages backlog) {
        if (paused) {
            return "paused";
        }
        if (!problems.isEmpty()) {
            return "secret_missing";
        }
        if (destinations.stream().anyMatch(one -> !one.breaker().equals("closed"))) {
            return "partner_down";
        }
        if (destinations.stream().anyMatch(one -> one.dead() > 0)) {
            return "dead_lanes";
        }
        if (!alerts.isEmpty()) {
            return "files_missing";
        }
        return backlog.held() > 0 ? "waiting" : "ok";
    }
}
