package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.WebhookSource;
import io.tillbridge.security.MissingSecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Which secrets of webhook flows are missing now. Looks again at each call; holds no secret. */
public final class WebhookSecrets {

    private final SecretLookup secrets;

    public WebhookSecrets(SecretLookup secrets) {
        this.secrets = secrets;
    }

    /**
     * A secret that is not there; the flow's webhooks are answered 503.
     *
     * @param code {@code secret_missing}
     * @param detail which secret, where it was looked for, what to do
     */
    public record Missing(String flow, String code, String detail) {}

    /** What a connection's webhook flows lack, by flow; empty when all can verify. */
    public List<Missing> missing(ConnectionPlan connection) {
        List<Missing> missing = new ArrayList<>();
        for (InboundFlow flow : new TreeMap<>(connection.inbound()).values()) {
            if (flow.source() instanceof WebhookSource source) {
                missing.addAll(missing(flow.name(), source));
            }
        }
        return missing;
    }

    /** What one flow lacks. */
    List<Missing> missing(String flow, WebhookSource source) {
        List<Missing> missing = new ArrayList<>();
        for (SecretReference reference : source.verify().needs()) {
            try {
                secrets.values(reference);
            } catch (MissingSecretException absent) {
                missing.add(new Missing(flow, absent.code(), String.valueOf(absent.getMessage())));
            }
        }
        return missing;
    }
}
