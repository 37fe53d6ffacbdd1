package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class FetchDeadLettersIT {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");
    private final FetchDeadLetters failures =
            new FetchDeadLetters(database, new DeadLetters(clock, (tx, filed) -> {}), clock);

    @Test
    void aFetchIsGivenUpByItsNewestClaimOnlyAndOnce() {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        sql.update(
                "insert into message (message_id, connection, flow, state, received_at, attempts)"
                        + " values (?, 'shop', 'events', 'fetching', now(), 3)",
                id);
        Failure failure =
                new Failure(Failure.Stage.FETCH, "http_404", Failure.Category.PARTNER_REFUSED, "fetch:order", "gone");

        failures.dead(id, 2, failure);
        assertThat(sql.queryForObject("select state from message", String.class))
                .as("a newer claim is at it")
                .isEqualTo("fetching");

        failures.dead(id, 3, failure);
        failures.dead(id, 3, failure);
        assertThat(sql.queryForObject("select state || ' ' || reason from message", String.class))
                .isEqualTo("dead http_404");
        assertThat(sql.queryForObject("select count(*) from dead_letter", Integer.class))
                .isEqualTo(1);
    }
}
