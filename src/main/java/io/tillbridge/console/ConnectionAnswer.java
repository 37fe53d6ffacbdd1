package io.tillbridge.console;

import io.tillbridge.delivery.ConnectionStatus;
import io.tillbridge.intake.SourceAlerts;
import io.tillbridge.intake.WebhookSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        List<ConnectionStatus> destinations) {

    /** Messages not posted yet, and the arrival of the oldest. */
    record Backlog(
            long ready, long fetching, long held, @Nullable Instant oldest) {}
}
