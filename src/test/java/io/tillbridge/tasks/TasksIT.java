package io.tillbridge.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** There is one open task per kind and subject, whoever opens it and however often. */
class TasksIT {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TaskQueries.Filter ALL = new TaskQueries.Filter(null, null, null);

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final ManualClock clock = new ManualClock(NOW);
    private final Tasks tasks = new Tasks(clock);
    private final TaskQueries queries = new TaskQueries(sql);
    private final TaskDesk desk = new TaskDesk(database, new AuditLog(new JdbcTemplate(database), clock), clock);

    private static TaskWanted wanted(String subject, int minutes) {
        return new TaskWanted(key(subject), "{}", "S1", NOW.plus(Duration.ofMinutes(minutes)), null);
    }

    private static TaskKey key(String subject) {
        return new TaskKey(TaskKind.PROMISE_AT_RISK, subject);
    }

    private void open(TaskWanted... wanted) {
        try {
            Transactions.in(database, tx -> {
                tasks.open(tx, List.of(wanted));
                return true;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void end(String... subjects) throws SQLException {
        Transactions.in(database, tx -> {
            tasks.end(tx, List.of(subjects).stream().map(TasksIT::key).toList());
            return true;
        });
    }

    private List<String> listed(TaskQueries.Filter filter) {
        return queries.find(filter, null, 10).stream()
                .map(task -> task.subject() + " " + task.state())
                .toList();
    }

    @Test
    void whatIsOpenIsNotOpenedAgainAndWhatIsDoneIs() throws SQLException {
        open(wanted("b", 20), wanted("a", 30), wanted("b", 5));
        open(wanted("a", 1));
        assertThat(listed(ALL)).as("first what is due first").containsExactly("b open", "a open");

        assertThat(desk.done(queries.find(ALL, null, 1).get(0).id(), "api:ana", "gone"))
                .isTrue();
        open(wanted("b", 60));

        assertThat(listed(ALL)).containsExactly("b done", "a open", "b open");
        TaskRow done = queries.find(new TaskQueries.Filter(null, null, "done"), null, 10)
                .get(0);
        assertThat(done.doneBy()).isEqualTo("api:ana");
        assertThat(done.note()).isEqualTo("gone");
        assertThat(desk.done(done.id(), "api:ben", null)).as("again").isFalse();
        assertThat(sql.sql("select string_agg(actor || ' ' || action || ' ' || subject, ',') from audit_entry")
                        .query(String.class)
                        .single())
                .isEqualTo("api:ana task.done " + done.id());
    }

    @Test
    void whatIsNeedlessIsEndedByTheHub() throws SQLException {
        open(wanted("a", 1), wanted("b", 2));

        end("a", "c", "a");

        assertThat(listed(ALL)).containsExactly("a done", "b open");
        assertThat(queries.find(ALL, null, 1).get(0).doneBy()).isEqualTo("hub");
    }

    @Test
    void pagesGoOnBehindTheLastTask() {
        open(wanted("a", 3), wanted("b", 2), wanted("c", 2));

        List<TaskRow> first = queries.find(ALL, null, 2);

        assertThat(queries.find(ALL, first.get(1).id(), 2)).singleElement().satisfies(task -> {
            assertThat(task.subject()).isEqualTo("a");
            assertThat(task.openedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void manyThatOpenTheSameAtOnceOpenItOnceAndNeverDeadlock() throws Exception {
        CompletableFuture<?>[] openers = new CompletableFuture<?>[16];
        for (int i = 0; i < openers.length; i++) {
            boolean turned = i % 2 == 0;
            openers[i] = CompletableFuture.runAsync(
                    () -> open(turned ? wanted("x", 1) : wanted("y", 1), turned ? wanted("y", 1) : wanted("x", 1)));
        }

        CompletableFuture.allOf(openers).get(60, TimeUnit.SECONDS);

        assertThat(listed(ALL)).containsExactlyInAnyOrder("x open", "y open");
    }

    @Test
    void whatWasDoneLongAgoIsForgottenAndWhatIsOpenIsNot() throws SQLException {
        Duration kept = Duration.ofDays(90);
        open(wanted("a", 1), wanted("b", 2));
        end("a");
        clock.advance(kept.plusSeconds(1));
        RetentionProperties keep = new RetentionProperties(kept, kept, kept, kept, kept);

        assertThat(TaskRetention.doneTasks(sql, clock, keep).step().forget()).isEqualTo(1);

        assertThat(listed(ALL)).containsExactly("b open");
    }
}
