package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.partner.PauseAsked;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

class PauseAskedIT {

    private final DataSource database = TestDatabase.fresh();
    private final ConnectionStates states = new ConnectionStates(database, ManualClock.at("2026-05-01T12:00:00Z"));

    @Test
    void aPollsDeadGrantPausesTheConnectionUntilAPersonResumesIt() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.registerBean(ConnectionStates.class, () -> states);
            context.refresh();

            context.publishEvent(new PauseAsked("acme", "grant_dead: log in again"));
            assertThat(states.paused("acme")).isTrue();
            assertThat(states.paused("other")).isFalse();
            assertThat(reason()).isEqualTo("tillbridge grant_dead: log in again");

            states.resume("acme", "ana", "logged in");
            assertThat(states.paused("acme")).isFalse();
        }
    }

    @Test
    void aPersonsPauseKeepsItsReason() {
        states.pause("acme", "ana", "stocktaking");

        states.asked(new PauseAsked("acme", "grant_dead: log in again"));

        assertThat(reason()).isEqualTo("ana stocktaking");
    }

    private String reason() {
        return JdbcClient.create(database)
                .sql("select changed_by || ' ' || reason from connection_state where connection = 'acme'")
                .query(String.class)
                .single();
    }
}
