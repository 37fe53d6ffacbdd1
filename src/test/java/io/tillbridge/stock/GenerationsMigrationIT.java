package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V450 on a ledger in which only clocks and numbers tell a posting from a repost. */
class GenerationsMigrationIT {

    private static final UUID TWICE = new UUID(1, 1);
    private static final UUID ONCE = new UUID(1, 2);
    private static final UUID NOTHING_AT_FIRST = new UUID(1, 3);
    private static final UUID SKEWED = new UUID(1, 4);
    private static final UUID NEVER = new UUID(1, 5);

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void movementsOfBeforeHaveTheGenerationThatTheirNumbersAndClocksSay() {
        migrate("440");
        for (UUID message : new UUID[] {TWICE, ONCE, NOTHING_AT_FIRST, SKEWED, NEVER}) {
            settled(message, 10);
        }
        moved(1, TWICE, 10, null);
        moved(2, ONCE, 10, null);
        moved(3, TWICE, 20, 1L);
        moved(4, TWICE, 20, null);
        moved(5, TWICE, 30, 4L);
        moved(6, TWICE, 30, null);
        moved(7, NOTHING_AT_FIRST, 30, null);
        moved(8, SKEWED, 9, null);
        listed(SKEWED, 8);
        moved(9, NEVER, 10, null);

        migrate("450");

        assertThat(sql.sql("select movement_id || ' ' || generation from stock_movement order by movement_id")
                        .query(String.class)
                        .list())
                .containsExactly("1 0", "2 0", "3 1", "4 1", "5 2", "6 2", "7 1", "8 1", "9 0");
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void settled(UUID message, int second) {
        sql.sql("insert into message (message_id, connection, flow, state, received_at, settled_at)"
                        + " values (?, 'shop', 'sales', 'posted', now(), to_timestamp(?))")
                .params(message, second)
                .update();
    }

    private void moved(long id, UUID message, int second, @Nullable Long reverses) {
        sql.sql(
                        "insert into stock_movement (movement_id, message_id, sku, quantity, from_place, from_bucket, to_place,"
                                + " to_bucket, reason, occurred_at, posted_at, reverses) overriding system value"
                                + " values (?, ?, 'TEE', 1, 'S1', 'sellable', 'customer', 'sellable', 'sale', now(), to_timestamp(?), ?)")
                .param(id)
                .param(message)
                .param(second)
                .param(reverses)
                .update();
    }

    private void listed(UUID message, long movement) {
        sql.sql(
                        "insert into fact_repost (fact_key, repost, message_id, from_mapping, from_version, from_sha256, to_mapping,"
                                + " to_version, reversed_by, posted_as, at, by, why, repost_run)"
                                + " values ('sale|1', 1, ?, 'm', 1, '', 'm', 2, '{}', array[?]::bigint[], now(), 'ana', '', ?)")
                .params(message, movement, new UUID(9, 9))
                .update();
    }
}
