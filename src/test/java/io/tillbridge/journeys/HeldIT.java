package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination.Call;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What names something unknown waits on exactly that, and goes on by itself. */
@ExtendWith(RunningHub.class)
class HeldIT {

    @Test
    void anOrderOfAnUnknownSkuIsHeldOnItAndPostedOnceWhenTheItemAppears(Hub hub) {
        long n = Payloads.fresh();
        String sku = "UNKNOWN-" + n;
        UUID order = hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, sku));
        Eventually.holds(
                () -> assertThat(hub.text("select state || ' ' || hold_key from message where message_id = ?", order))
                        .isEqualTo("held sku:" + sku));
        assertThat(hub.count("select count(*) from sales_order where order_id = ?", "10" + n))
                .isZero();

        hub.item(sku);

        hub.eventually(order, "posted");
        assertThat(hub.text("select trim_scale(claimed)::text from stock_balance where sku = ?", sku))
                .isEqualTo("1");
        assertThat(hub.count("select count(*) from stock_claim where sku = ?", sku))
                .isEqualTo(1);
        assertThat(hub.count(
                        "select count(*) from message_attempt where message_id = ? and outcome = 'released'", order))
                .isEqualTo(1);
    }

    @Test
    void aFetchedSaleOfAnUnknownObjectIsPostedWithoutAskingTheRegisterAgain(Hub hub) {
        long n = Payloads.fresh();
        String sku = "LATE-" + n;
        hub.item(sku);
        hub.reference("till", "square.location", "L6KAXMZ50WFKS", "ST1");
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));
        UUID event = hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));
        Eventually.holds(
                () -> assertThat(hub.text("select state || ' ' || hold_key from message where parent_id = ?", event))
                        .isEqualTo("held xref:till/square.variation/OBJ" + n));

        hub.reference("till", "square.variation", "OBJ" + n, sku);

        Eventually.holds(() -> assertThat(hub.text("select state from message where parent_id = ?", event))
                .isEqualTo("posted"));
        assertThat(hub.text("select trim_scale(sellable)::text from stock_balance where sku = ?", sku))
                .isEqualTo("-0.75");
        List<Call> calls = hub.systems.register.calls().stream()
                .filter(call -> call.uri().endsWith("/SQ" + n))
                .toList();
        assertThat(calls).as("calls to the register").hasSize(1);
    }
}
