package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Senders repeat themselves; the books do not. */
@ExtendWith(RunningHub.class)
class RepeatsIT {

    @Test
    void theSameWebhookThreeTimesIsPostedOnce(Hub hub) {
        long n = Payloads.fresh();
        String sku = "THRICE-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        String body = Payloads.shopOrder("10" + n, sku);

        List<UUID> received =
                List.of(hub.shopOrder("W" + n, body), hub.shopOrder("W" + n, body), hub.shopOrder("W" + n, body));

        Eventually.holds(() -> assertThat(received.stream().map(hub::state))
                .containsExactlyInAnyOrder("posted", "skipped repeat", "skipped repeat"));
        oneClaim(hub, sku);
    }

    @Test
    void twoOrdersUnderOneDeliveryIdAreBothPosted(Hub hub) {
        long n = Payloads.fresh();
        String sku = "TWO-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");

        UUID one = hub.shopOrder("W" + n, Payloads.shopOrder("10" + n, sku));
        UUID other = hub.shopOrder("W" + n, Payloads.shopOrder("20" + n, sku));

        hub.eventually(one, "posted");
        hub.eventually(other, "posted");
        assertThat(hub.text("select trim_scale(claimed)::text from stock_balance where sku = ?", sku))
                .isEqualTo("2");
    }

    @Test
    void anOrderSentAgainUnderAnotherDeliveryIdIsPostedOnce(Hub hub) {
        long n = Payloads.fresh();
        String sku = "AGAIN-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        String body = Payloads.shopOrder("10" + n, sku);

        UUID first = hub.shopOrder("W" + n, body);
        hub.eventually(first, "posted");
        UUID second = hub.shopOrder("X" + n, body);

        hub.eventually(second, "skipped repeat");
        oneClaim(hub, sku);
    }

    @Test
    void theSameSaleFetchedForTwoEventsIsPostedOnce(Hub hub) {
        long n = Payloads.fresh();
        String sku = "FETCHED-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));

        UUID created =
                hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));
        UUID updated =
                hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));

        hub.eventually(created, "posted fetched");
        hub.eventually(updated, "posted fetched");
        Eventually.holds(() -> assertThat(hub.count(
                        "select count(*) from message where parent_id in (?, ?) and state in ('posted', 'skipped')",
                        created,
                        updated))
                .isEqualTo(2));
        assertThat(hub.count("select count(*) from stock_movement where sku = ? and reason = 'sale'", sku))
                .isEqualTo(1);
        assertThat(hub.count("select count(*) from fact where fact_key like ?", "%SQ" + n + "%"))
                .isEqualTo(1);
    }

    @Test
    void anOrderByWebhookAndByPollIsPostedOnceWhicheverCameFirst(Hub hub) {
        for (boolean webhookFirst : new boolean[] {true, false}) {
            long n = Payloads.fresh();
            String sku = "POLLED-" + n;
            hub.stocked(sku, "OBJ" + n, "7" + n, "10");
            String order = "10" + n;
            if (webhookFirst) {
                hub.eventually(hub.shopOrder("W" + n, Payloads.shippedOrder(order, sku)), "posted");
            }

            hub.systems.shopLists(Payloads.shippedOrderNode(order, sku));

            Eventually.holds(() -> assertThat(hub.text(
                            "select state || coalesce(' ' || reason, '') from message where flow = 'orders_reconcile'"
                                    + " and business_key = ?",
                            order))
                    .isEqualTo(webhookFirst ? "skipped repeat" : "posted"));
            if (!webhookFirst) {
                hub.eventually(hub.shopOrder("W" + n, Payloads.shippedOrder(order, sku)), "skipped repeat");
            }
            assertThat(hub.text(
                            "select trim_scale(sellable) || ' ' || trim_scale(claimed) from stock_balance where sku = ?",
                            sku))
                    .as("two of three have left, one is promised")
                    .isEqualTo("8 1");
            assertThat(hub.count("select count(*) from stock_movement where sku = ? and reason = 'shipment'", sku))
                    .isEqualTo(1);
            assertThat(hub.count("select count(*) from conflict where subject like ?", "%" + order + "%"))
                    .isZero();
        }
    }

    private static void oneClaim(Hub hub, String sku) {
        assertThat(hub.count("select count(*) from stock_claim where sku = ?", sku))
                .isEqualTo(1);
        assertThat(hub.text("select trim_scale(claimed)::text from stock_balance where sku = ?", sku))
                .isEqualTo("1");
    }
}
