package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ClientPlan;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.SecretReference;
import io.tillbridge.connector.Source;
import io.tillbridge.connector.Verification;
import io.tillbridge.connector.Verification.Encoding;
import io.tillbridge.connector.Verification.Hmac;
import io.tillbridge.connector.Verification.Part;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Connection plans made by hand, as the connector language would make them. */
final class Plans implements ConnectionPlans {

    static final SecretReference SECRET = new SecretReference("env", "SHOP_SECRET", true);

    private final Map<String, ConnectionPlan> plans = new ConcurrentHashMap<>();
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();

    void put(ConnectionPlan plan) {
        plans.put(plan.id(), plan);
        generations.merge(plan.id(), 1, Integer::sum);
    }

    @Override
    public @Nullable ConnectionPlan find(String connection) {
        return plans.get(connection);
    }

    @Override
    public Collection<ConnectionPlan> all() {
        return plans.values();
    }

    @Override
    public int generation(String connection) {
        return generations.getOrDefault(connection, 0);
    }

    static ConnectionPlan connection(String id, InboundFlow... flows) {
        return connection(id, Map.of(), Map.of(), flows);
    }

    static ConnectionPlan connection(
            String id, Map<String, ClientPlan> clients, Map<String, FetchPlan> fetches, InboundFlow... flows) {
        Map<String, InboundFlow> inbound = new ConcurrentHashMap<>();
        for (InboundFlow flow : flows) {
            inbound.put(flow.name(), flow);
        }
        return new ConnectionPlan(
                id,
                "shop",
                "1.0.0",
                ZoneOffset.UTC,
                null,
                Map.of(),
                Map.of(),
                Set.of(),
                clients,
                inbound,
                fetches,
                Map.of(),
                "0");
    }

    static InboundFlow flow(String name, Source source, @Nullable KeyRule receipt, KeyRule key) {
        return new InboundFlow(
                name,
                source,
                receipt == null ? null : new ReceiptRule(receipt, Duration.ofDays(14), null),
                key,
                null,
                List.of(new DispatchRule(
                        new Condition.Any(), new DispatchRule.Emit(EventType.ORDER, "shop.order", null, null))),
                Map.of(),
                null,
                Set.of("x-shop-topic"),
                null);
    }

    /** Shopify's scheme: Base64 HMAC-SHA256 over the raw body. */
    static Hmac shopHmac() {
        return new Hmac(
                "sha256",
                List.of(new Part.Body()),
                SECRET,
                "X-Shop-Hmac-Sha256",
                Encoding.BASE64,
                "",
                null,
                Duration.ofMinutes(5));
    }

    static Verification.StandardWebhooks standardWebhooks() {
        return new Verification.StandardWebhooks(SECRET, Duration.ofMinutes(5));
    }

    static String sign(String secret, byte[] body) {
        return Base64.getEncoder()
                .encodeToString(
                        Signatures.hmac("HmacSHA256", secret.getBytes(java.nio.charset.StandardCharsets.UTF_8), body));
    }

    static KeyRule pointer(String... pointers) {
        return new KeyRule.Pointers(
                List.of(pointers).stream().map(JsonPointer::compile).toList());
    }
}
