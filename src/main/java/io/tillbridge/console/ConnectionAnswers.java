package io.tillbridge.console;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.delivery.ConnectionStates;
import io.tillbridge.delivery.ConnectionStatus;
import io.tillbridge.delivery.Deliveries;
import io.tillbridge.intake.SourceAlerts;
import io.tillbridge.intake.WebhookSecrets;
import io.tillbridge.message.WaitingMessages;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How a connection is doing: what intake, posting and delivery know of it, and its health by the first that is wrong. */
@Component
final class ConnectionAnswers {

    private final ConnectionPlans plans;
    private final Deliveries deliveries;
    private final ConnectionStates states;
    private final WebhookSecrets secrets;
    private final SourceAlerts alerts;

    ConnectionAnswers(
            ConnectionPlans plans,
            Deliveries deliveries,
            ConnectionStates states,
            WebhookSecrets secrets,
            SourceAlerts alerts) {
        this.plans = plans;
        this.deliveries = deliveries;
        this.states = states;
        this.secrets = secrets;
        this.alerts = alerts;
    }

    /**
     * The answer for one connection.
     *
     * @param waiting what is not posted yet, by connection
     * @param reads when a poll last stored what it had read, by connection
     */
    ConnectionAnswer of(ConnectionPlan plan, Map<String, WaitingMessages> waiting, Map<String, Instant> reads) {
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
                new ConnectionAnswer.Backlog(backlog.ready(), backlog.fetching(), backlog.held(), backlog.oldest()),
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
