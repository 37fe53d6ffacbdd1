package io.tillbridge.intake;

import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.message.FetchQueue.Job;
import io.tillbridge.support.FakeDestination;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fetch is given up when it has failed for three days, however old its event is. */
class FetchAgeIT {

    private static final FetchTurn TURN = new FetchTurn("shop", "api");
    private static final Duration GIVE_UP = Duration.ofDays(3);

    private final FakeDestination partner = new FakeDestination();
    private final FetchBed bed = new FetchBed();

    @BeforeEach
    void connect() {
        bed.connection("shop", partner.url(), null);
    }

    @AfterEach
    void stop() {
        partner.close();
        bed.close();
    }

    @Test
    void aReplayedFetchOutlivesItsFirstFailure() throws Exception {
        UUID id = bed.due("shop", "order", "1");
        Fetches fetches = bed.node();
        partner.always(call -> answer(503, "down"));
        fetches.next(TURN);
        bed.clock.advance(GIVE_UP.plusHours(1));
        fetches.next(TURN);
        assertThat(bed.dead).containsOnlyKeys(id);

        bed.replay(id);
        fetches.next(TURN);
        assertThat(bed.dead).isEmpty();
        partner.always(call -> answer(200, "{\"order\":{\"id\":\"1\"}}"));
        bed.clock.advance(Duration.ofHours(1));
        fetches.next(TURN);
        assertThat(bed.count("shop", "posted")).isEqualTo(1);
    }

    @Test
    void aReasonThatPostgresqlCannotHoldIsAFailureLikeAnyOther() throws Exception {
        UUID id = bed.due("shop", "order", "1");
        Job job = bed.queue.claim("shop", Set.of(), Duration.ofSeconds(5)).orElseThrow();
        assertThat(bed.queue.later(job, bed.clock.instant(), "closed", "account\0closed"))
                .isTrue();

        partner.always(call -> answer(503, "down"));
        bed.clock.advance(GIVE_UP.plusHours(1));
        bed.node().next(TURN);
        assertThat(bed.dead).containsOnlyKeys(id);
    }

    @Test
    void anEventThatWaitedLongForItsFirstCallIsNotGivenUpByIt() throws SQLException {
        UUID id = bed.due("shop", "order", "1");
        Fetches fetches = bed.node();
        partner.always(call -> answer(503, "down"));
        bed.clock.advance(GIVE_UP.plusHours(1));
        fetches.next(TURN);
        assertThat(bed.dead).isEmpty();

        bed.clock.advance(GIVE_UP.plusHours(1));
        fetches.next(TURN);
        assertThat(bed.dead).containsOnlyKeys(id);
    }
}
