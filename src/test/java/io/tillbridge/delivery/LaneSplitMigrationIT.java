package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V540 on a database with lanes in every state: the view of their halves shows what the table showed. */
class LaneSplitMigrationIT {

    private static final String SHOWN = """
            select concat_ws(' ', key, state, 'sequence', sequence, 'delivered', delivered_sequence, delivered_level, 'attempts', attempts,
                             failed_since, 'retry', retry_at, 'waits', waiting_on, waiting_since, 'reported', trim_scale(reported),
                             trim_scale(claimed_reported), 'backlog', backlog, 'claimed', claimed_sequence, delivery_id, batch_limit,
                             dead_letter, older_call_until, hastened, epoch, level, desired)
              from outbox_lane order by key
            """;

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void everyLaneIsAsItWas() {
        migrate("539?");
        lane("fresh", "due", 1, 0, "");
        lane("newer", "due", 2, 1, "level = 4, delivered_level = 5");
        lane(
                "told",
                "delivered",
                2,
                2,
                "level = 4, delivered_level = 4, delivered_at = now(), epoch = 3, reported = 3");
        lane("failed", "due", 2, 1, "attempts = 2, failed_since = now(), retry_at = now(), hastened = 1");
        lane("halved", "due", 2, 1, "retry_at = now(), batch_limit = 4");
        lane("onceMore", "due", 2, 2, "retry_at = now(), older_call_until = now()");
        lane("waits", "due", 2, 0, "waiting_on = 'xref:shop/x.item/=TEE', waiting_since = now()");
        lane("dry", "due", 2, 0, "waiting_on = 'dry_run', waiting_since = now()");
        lane("dead", "dead", 2, 1, "attempts = 3, failed_since = now(), dead_letter = true");
        lane(
                "flying",
                "in_flight",
                2,
                1,
                "delivery_id = gen_random_uuid(), claimed_sequence = 2, lease_until = now(), epoch = 4, attempts = 1,"
                        + " failed_since = now(), reported = 5, claimed_reported = 2");
        lane("queued", "due", 2, 0, "desired = '', backlog = 2");
        lane("queuedDead", "dead", 2, 0, "desired = '', backlog = 1, dead_letter = true");
        lane("queuedTold", "delivered", 2, 2, "desired = ''");
        entry("queued", 1);
        entry("queued", 2);
        entry("queuedDead", 2);
        List<String> before = shown();

        migrate("540");

        assertThat(before).hasSize(13);
        assertThat(shown()).containsExactlyElementsOf(before);
    }

    private List<String> shown() {
        return sql.sql(SHOWN).query(String.class).list();
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void lane(String key, String state, long sequence, long delivered, String more) {
        sql.sql("""
                        insert into outbox_lane (destination, key, event_type, state, sequence, desired, occurred_at, message_id,
                                                 delivered_sequence)
                        values ('shop.web', ?, 'availability', ?, ?, '{}', now(), gen_random_uuid(), ?)""").params(key, state, sequence, delivered).update();
        if (!more.isEmpty()) {
            sql.sql("update outbox_lane set " + more + " where key = ?")
                    .param(key)
                    .update();
        }
    }

    private void entry(String key, long sequence) {
        sql.sql("insert into outbox_entry values ('shop.web', ?, ?, '{}', now(), gen_random_uuid())")
                .params(key, sequence)
                .update();
    }
}
