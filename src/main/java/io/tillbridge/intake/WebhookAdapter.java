package io.tillbridge.intake;

import io.tillbridge.connector.Source;
import io.tillbridge.connector.WebhookSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Webhooks: gives the flow its address under {@code /hooks}. */
final class WebhookAdapter implements SourceAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookAdapter.class);

    private final HookFlows hooks;
    private final SecretLookup secrets;

    WebhookAdapter(HookFlows hooks, SecretLookup secrets) {
        this.hooks = hooks;
        this.secrets = secrets;
    }

    @Override
    public String template() {
        return "webhook-in";
    }

    @Override
    public boolean serves(Source source) {
        return source instanceof WebhookSource;
    }

    @Override
    public boolean overlaps() {
        return true;
    }

    @Override
    public void open(RunningFlow flow) {
        WebhookSource source = (WebhookSource) flow.flow().source();
        hooks.put(new HookFlow(
                flow.planId(),
                flow.connection(),
                flow.flow(),
                source,
                SignatureChecks.of(source.verify(), secrets, source.documents()),
                new AcceptKeys(flow.flow()),
                flow.untouchable()));
        for (WebhookSecrets.Missing missing :
                new WebhookSecrets(secrets).missing(flow.flow().name(), source)) {
            LOG.warn(
                    "webhook secret missing code={} connection={} flow={} detail={} Until then its webhooks are answered 503.",
                    missing.code(),
                    flow.connection().id(),
                    flow.flow().name(),
                    missing.detail());
        }
    }

    @Override
    public void closing(String planId) {
        hooks.retire(planId);
    }

    @Override
    public void closed(String planId) {
        hooks.remove(planId);
    }
}
