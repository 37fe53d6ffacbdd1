package io.tillbridge.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V100 on a database whose lanes were numbered by the revisions of their orders. */
class OrderSequenceMigrationIT {

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void ordersGoOnAboveTheRevisionsTheirLanesKnow() {
        migrate("92");
        order("instant", "1795262400000000000");
        order("counter", "7");
        order("huge", "123456789012345678901234567890");

        migrate("100");

        assertThat(sql.sql("select order_id || ' ' || sequence from sales_order order by order_id")
                        .query(String.class)
                        .list())
                .containsExactly("counter 7", "huge 4611686018427387904", "instant 1795262400000000000");
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void order(String id, String revision) {
        sql.sql("insert into sales_order (system, order_id, number, revision, state, document, content_hash, mapping,"
                        + " message_id, updated_at)"
                        + " values ('shop', ?, '1', ?, 'open', '{}', '', 'm V1', gen_random_uuid(), now())")
                .params(id, new BigDecimal(revision))
                .update();
    }
}
