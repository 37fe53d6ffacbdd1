package io.tillbridge.connector.language;

import io.tillbridge.connector.Auth;
import io.tillbridge.connector.HttpClientPlan;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Source;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.WebhookSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stand-ins for what could not be read. A plan that holds one has a problem beside it and never runs. */
final class Unread {

    static final SecretReference SECRET = new SecretReference("env", "UNREAD", false);
    static final Verification VERIFICATION = new Verification.SharedHeader("X-Unread", SECRET);
    static final Source SOURCE = new WebhookSource(VERIFICATION, null, 1, Set.of());

    private Unread() {}

    static HttpClientPlan client(String name) {
        return new HttpClientPlan(name, "", "", Map.of(), Map.of(), new Auth.None(), null, List.of(), Duration.ZERO, 0);
    }
}
