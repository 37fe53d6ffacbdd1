package io.tillbridge.intake;

import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.SecretReference;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;

/** Connections to systems that are no HTTP API; their password is a secret. */
final class Systems {

    private Systems() {}

    /** The connection {@code till} with one client and one flow. */
    static ConnectionPlan connection(ClientPlan client, InboundFlow flow) {
        return new ConnectionPlan(
                "till",
                "till",
                "1.0.0",
                ZoneOffset.UTC,
                null,
                Map.of(),
                Map.of("password", new SecretReference("env", "TILL_PASSWORD", false)),
                Set.of(),
                Map.of(client.name(), client),
                Map.of(flow.name(), flow),
                Map.of(),
                Map.of(),
                "0");
    }
}
