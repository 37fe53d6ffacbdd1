package io.tillbridge.reservation;

import static io.tillbridge.reservation.Request.Kind.ALLOCATE;
import static io.tillbridge.reservation.Request.Kind.CONFIRM;
import static io.tillbridge.reservation.Rounds.cart;
import static io.tillbridge.reservation.Rounds.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.posting.PostingBed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cart is promised what its channel is told, and what is kept back from new promises serves accepted ones. */
class ChannelBufferIT {

    private final ReservationBed bed = new ReservationBed(PostingBed.with(
            Map.of(
                    "config/availability.yaml",
                    """
                    channels: [{id: web, destinations: [shop.web]}, {id: marketplace, destinations: [shop.market]}]
                    buffers:
                      - {id: keep, author: ana, channel: web, units: "2"}
                      - {id: storm, author: ana, channel: web, conditions: [storm], combine: sum, units: "1"}
                    """,
                    "config/locations.yaml",
                    "locations: [{id: S1, fulfilment: [pickup, ship_from_warehouse]}]\n"),
            List.of()));

    @BeforeEach
    void stock() {
        bed.posting.addItems("TEE");
        bed.receive("TEE", 5);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    @Test
    void aCartGetsWhatItsChannelIsTold() {
        Outcome refused = ask("c1", "web", null, 4);

        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        Outcome.Why why = ((Outcome.Refused) refused).shortages().get(0).why().get(0);
        assertThat(why.buffer()).isEqualByComparingTo("2");
        assertThat(why.available()).isEqualByComparingTo("3");
        assertThat(ask("c2", "web", null, 3)).isInstanceOf(Outcome.Done.class);
        assertThat(ask("c3", "marketplace", null, 2)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void whatIsAcceptedMayDrawOnTheBuffer() {
        ask("c1", "web", null, 3);
        bed.desk.ask(bed.step("c1", CONFIRM));
        ask("c2", "marketplace", null, 1);

        assertThat(bed.desk.ask(bed.step("c1", ALLOCATE, "S1", "alloc"))).isInstanceOf(Outcome.Done.class);
        assertThat(bed.of("c1")).contains("allocated 3");
    }

    @Test
    void aConditionAndAFulfilmentTypeCountForCartsToo() {
        bed.posting
                .sql
                .sql("insert into availability_condition (name, active, changed_by, changed_at)"
                        + " values ('storm', true, 'api', now())")
                .update();

        assertThat(ask("c1", "web", "pickup", 3)).isInstanceOf(Outcome.Refused.class);
        assertThat(ask("c1", "web", "pickup", 2)).isInstanceOf(Outcome.Done.class);
        assertThat(ask("c2", "marketplace", "curbside", 1)).isInstanceOf(Outcome.Refused.class);
    }

    private Outcome ask(String cart, String channel, @Nullable String fulfilment, int quantity) {
        return bed.desk.ask(new Request.Reserve(
                cart(cart), fulfilment, channel, false, null, null, List.of(line("1", "TEE", "S1", quantity))));
    }
}
