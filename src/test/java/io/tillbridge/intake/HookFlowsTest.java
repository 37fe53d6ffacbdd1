package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.WebhookSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A request that found a generation keeps its route from being closed under it. */
class HookFlowsTest {

    private final HookFlows flows = new HookFlows();

    private static HookFlow generation(int number) {
        WebhookSource source = new WebhookSource(Plans.shopHmac(), null, 1_000, Set.of());
        InboundFlow flow = Plans.flow("orders", source, null, Plans.pointer("/id"));
        return new HookFlow(
                "shop.orders.g" + number,
                Plans.connection("shop", flow),
                flow,
                source,
                (request, now) -> SignatureCheck.AUTHENTIC,
                new AcceptKeys(flow),
                ProtectedPlaces.NONE);
    }

    @Test
    void anOlderGenerationIsClosedBehindTheLastRequestThatFoundIt() throws Exception {
        flows.put(generation(1));
        HookFlow found = Objects.requireNonNull(flows.enter("shop", "orders"));
        flows.put(generation(2));

        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> flows.retire("shop.orders.g1"));

        assertThat(Objects.requireNonNull(flows.enter("shop", "orders")).planId())
                .as("others find the newer one")
                .isEqualTo("shop.orders.g2");
        assertThat(closing).isNotDone();
        flows.left(found.planId());
        closing.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aFlowThatIsGoneIsFoundByNobody() {
        flows.put(generation(1));
        flows.retire("shop.orders.g1");
        flows.remove("shop.orders.g1");

        assertThat(flows.enter("shop", "orders")).isNull();
        assertThat(flows.planned("shop.orders.g1")).isNull();
    }
}
