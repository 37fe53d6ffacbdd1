package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.outbox.DesiredState;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Call;
import io.tillbridge.support.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A delivery goes on with the W3C trace of the message that caused it. */
class TraceIT {

    private static final String ONE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "b7ad6b7169203331";

    private static DeliveryBed bed() {
        return new DeliveryBed(Plans.levels(8, Duration.ZERO, Map.of()));
    }

    /** A state whose message belongs to a trace. */
    private static DesiredState traced(DeliveryBed bed, String key, long sequence, String trace) {
        DesiredState state = bed.desired(key, sequence, "{\"sku\":\"" + key + "\",\"available\":\"1\"}");
        bed.sql("insert into message (message_id, connection, flow, state, received_at, traceparent) values ('"
                + state.messageId() + "', 'till', 'events', 'posted', now(), '00-" + trace + "-" + SPAN + "-01')");
        return state;
    }

    private static List<String> traceparents(DeliveryBed bed) {
        return bed.partner.calls().stream()
                .map(Call::headers)
                .map(headers -> headers.getOrDefault("traceparent", "none"))
                .toList();
    }

    @Test
    void anAttemptCarriesTheTraceOfItsFirstLaneAndItsRepetitionTheSameHeader() {
        try (DeliveryBed bed = bed()) {
            bed.partner.next(new FakeDestination.Behaviour.Cut());
            bed.write(List.of(traced(bed, "A", 1, ONE), traced(bed, "B", 1, OTHER)));
            bed.node().deliver();
            bed.eventually(() -> bed.rows("select state from delivery").equals(List.of("unknown")));
            bed.clock.advance(Duration.ofSeconds(5));
            bed.eventuallyLane("A", "delivered");
            bed.write(List.of(traced(bed, "A", 2, ONE)));
            bed.eventually(() -> bed.partner.calls().size() == 3);

            List<String> sent = traceparents(bed);
            assertThat(sent)
                    .allSatisfy(header -> assertThat(header)
                            .matches("00-" + ONE + "-[0-9a-f]{16}-01")
                            .doesNotContain(SPAN));
            assertThat(sent.get(1)).isEqualTo(sent.get(0));
            assertThat(sent.get(2)).as("a span of its own").isNotEqualTo(sent.get(0));
        }
    }

    @Test
    void aLaneWhoseMessageIsGoneBeginsATrace() {
        try (DeliveryBed bed = bed()) {
            bed.node().deliver();
            bed.level("A", 1, 5);
            bed.eventuallyLane("A", "delivered");

            assertThat(traceparents(bed)).singleElement().asString().matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        }
    }

    @Test
    void aDeadLetterOfALaneNamesTheTrace() {
        try (DeliveryBed bed = bed()) {
            bed.partner.next(FakeDestination.answer(422, "no"));
            bed.write(List.of(traced(bed, "A", 1, ONE)));
            bed.node().deliver();
            bed.eventuallyLane("A", "dead");

            assertThat(bed.rows("select traceparent from dead_letter"))
                    .containsExactly("00-" + ONE + "-" + SPAN + "-01");
        }
    }
}
