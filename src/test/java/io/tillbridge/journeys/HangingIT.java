package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A register that takes calls and never answers, beside one that works. */
@ExtendWith(RunningHub.class)
class HangingIT {

    @Test
    void salesAreFetchedAndPostedWhileAnotherRegisterHangs(Hub hub) {
        long n = Payloads.fresh();
        String sku = "BESIDE-" + n;
        hub.stocked(sku, "OBJ" + n, "7" + n, "10");
        hub.systems.registerHolds("SQ" + n, Payloads.registerOrder("SQ" + n, "OBJ" + n));
        hub.systems.kioskHangs(true);
        try {
            List<UUID> hanging = IntStream.range(0, 12)
                    .mapToObj(k -> hub.kioskEvent(
                            Payloads.registerEvent(UUID.randomUUID().toString(), "HANGS" + n + k)))
                    .toList();
            Eventually.holds(
                    () -> assertThat(hub.systems.kioskCalls("HANGS" + n)).hasSizeGreaterThanOrEqualTo(2));

            UUID event =
                    hub.registerEvent(Payloads.registerEvent(UUID.randomUUID().toString(), "SQ" + n));

            hub.eventually(event, "posted fetched");
            Eventually.holds(() -> assertThat(hub.text("select state from message where parent_id = ?", event))
                    .isEqualTo("posted"));
            assertThat(hub.text("select sellable from stock_balance where sku = ? and location = 'ST1'", sku))
                    .isEqualTo("9.25000");
            assertThat(hanging).allSatisfy(id -> assertThat(hub.state(id)).isEqualTo("fetching"));
        } finally {
            hub.systems.kioskHangs(false);
        }
    }
}
