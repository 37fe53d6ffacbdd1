package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V089 on a database whose messages and lanes have several letters. */
class OneDeadLetterMigrationIT {

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void letter(int number, String victim, String code, String state, int replays) {
        sql.sql(
                        "insert into dead_letter (dead_letter_id, stage, code, category, owner, cause_group, connection, flow, "
                                + victim
                                + ", at, detail, state, replays, filed_at, changed_at) select ?, 'post', ?, 'our_defect', 'developer',"
                                + " 'g', 'shop', 'orders', " + (victim.equals("message_id") ? "?::uuid" : "?")
                                + ", '', 'no', ?, ?, t, t from (select timestamptz '2026-05-01T00:00:00Z' + ? * interval '1 hour') as x(t)")
                .params(id(number), code, victim.equals("message_id") ? id(99) : "A", state, replays, number)
                .update();
    }

    private static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    @Test
    void theNewestLetterTakesOverThoseBeforeIt() {
        migrate("80");
        letter(1, "message_id", "first", "replayed", 1);
        letter(2, "message_id", "second", "replayed", 1);
        letter(3, "message_id", "third", "new", 0);
        letter(4, "lane_key", "http_422", "resolved", 2);
        letter(5, "lane_key", "http_500", "replayed", 1);
        sql.sql("insert into replay (replay_id, requested_by, state, created_at) values (?, 'ana', 'finished', now())")
                .param(id(50))
                .update();
        sql.sql(
                        "insert into replay_item (replay_id, dead_letter_id, state) values (?, ?, 'refused'), (?, ?, 'replayed')")
                .params(id(50), id(1), id(50), id(2))
                .update();

        migrate("89");

        Desk desk = new Desk(database);
        assertThat(sql.sql("select count(*) from dead_letter")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(desk.show(id(3)).orElseThrow())
                .extracting(DeadLetter::code, DeadLetter::state, DeadLetter::failures, DeadLetter::replays)
                .containsExactly("third", "new", 3, 2);
        assertThat(desk.show(id(3)).orElseThrow().filedAt()).isEqualTo("2026-05-01T01:00:00Z");
        assertThat(desk.show(id(3)).orElseThrow().failedAt()).isEqualTo("2026-05-01T03:00:00Z");
        assertThat(desk.lineage(id(3)).failures())
                .extracting(Lineage.Failed::code)
                .containsExactly("first", "second", "third");
        assertThat(desk.lineage(id(3)).replays())
                .extracting(Lineage.Ordered::state)
                .containsExactly("replayed");
        assertThat(desk.show(id(5)).orElseThrow())
                .extracting(DeadLetter::laneKey, DeadLetter::state, DeadLetter::failures, DeadLetter::replays)
                .containsExactly("A", "replayed", 2, 3);
    }
}
