package io.tillbridge.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import io.tillbridge.support.FakeDestination.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A destination in trouble gets the same call again until it confirms; one that said "later" is asked later. */
@ExtendWith(RunningHub.class)
class MisbehavingIT {

    private static final Duration LIMIT = Duration.ofSeconds(45);

    static List<Arguments> troubles() {
        return List.of(
                Arguments.of("answers 500", FakeDestination.answer(500, "{\"error\":\"oops\"}"), Duration.ZERO),
                Arguments.of(
                        "answers 429 with Retry-After",
                        FakeDestination.answer(429, "{}", "Retry-After", "3"),
                        Duration.ofSeconds(3)),
                Arguments.of("times out after accepting", new Behaviour.Silence(), Duration.ofSeconds(2)),
                Arguments.of("drops the connection in mid-answer", new Behaviour.Cut(), Duration.ZERO));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void theSameBytesReachADestinationAgainThat(String trouble, Behaviour behaviour, Duration atLeast, Hub hub) {
        String sku = "TROUBLE-" + Payloads.fresh();
        hub.systems.script(sku, behaviour);
        long began = System.nanoTime();

        hub.stocked(sku, "OBJ-" + sku, "7" + Payloads.fresh(), "10");

        Eventually.within(
                LIMIT,
                () -> assertThat(hub.text(
                                "select state from outbox_lane where destination = 'warehouse.availability' and key like ?",
                                "%" + sku + "%"))
                        .isEqualTo("delivered"));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(atLeast);
        List<Call> calls = Systems.about(hub.systems.warehouse, sku);
        assertThat(calls).as("calls when it " + trouble).hasSize(2);
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertThat(key(calls.get(1))).isEqualTo(key(calls.get(0))).isNotEqualTo("none");
        assertThat(hub.count("select count(*) from dead_letter where lane_key like ?", "%" + sku + "%"))
                .isZero();
    }

    private static String key(Call call) {
        return call.headers().getOrDefault("idempotency-key", "none");
    }
}
