package io.tillbridge.reservation;

import static io.tillbridge.reservation.Rounds.cart;
import static io.tillbridge.reservation.Rounds.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.EventType;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cart is promised no more than its channel's quota leaves, holds of others included. */
class ChannelQuotaIT {

    private final ReservationBed bed =
            new ReservationBed(PostingBed.with(Map.of("config/availability.yaml", """
                    channels: [{id: web, destinations: [shop.web]}, {id: marketplace, destinations: [shop.market, amz]}]
                    quotas:
                      - {id: launch, author: ana, channel: marketplace, units: "5", from: "2026-11-21T00:00:00Z"}
                    """), List.of()));

    @BeforeEach
    void stock() {
        bed.posting.addItems("TEE");
        bed.receive("TEE", 50);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void holdsAndOrdersCountTogether() {
        bed.posting.post(
                EventType.ORDER, Events.order("1", 1, "open", "TEE", "2", "0").put("system", "amz"));
        assertThat(ask("c1", "marketplace", 2)).isInstanceOf(Outcome.Done.class);
        Outcome refused = ask("c2", "marketplace", 2);

        assertThat(((Outcome.Refused) refused).shortages().get(0).available()).isEqualByComparingTo("1");
        assertThat(ask("c1", "marketplace", 3))
                .as("its own hold blocks nothing")
                .isInstanceOf(Outcome.Done.class);
        assertThat(ask("c3", "marketplace", 1)).isInstanceOf(Outcome.Refused.class);
        assertThat(ask("c4", "web", 20)).isInstanceOf(Outcome.Done.class);
        bed.expire("c1");
        assertThat(ask("c3", "marketplace", 3)).isInstanceOf(Outcome.Done.class);
    }

    private Outcome ask(String cart, String channel, int quantity) {
        return bed.desk.ask(new Request.Reserve(
                cart(cart), null, channel, false, null, null, List.of(line("1", "TEE", "S1", quantity))));
    }
}
