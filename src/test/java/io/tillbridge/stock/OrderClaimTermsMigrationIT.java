package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V508 on a database whose orders' claims know neither day nor type. */
class OrderClaimTermsMigrationIT {

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void openClaimsGetWhatTheirOrdersSay() {
        migrate("496");
        order(
                "told",
                "{'fulfilment':'pickup','promisedAt':'2026-11-28T12:00:00Z','lines':[{'id':'L1'},"
                        + "{'id':'L2','fulfilment':'locker'}]}");
        order("silent", "{'lines':[{'id':'L1'}]}");
        claim("a", "told", "L1", 2);
        claim("b", "told", "L2", 1);
        claim("c", "silent", "L1", 1);
        claim("d", "told", "L1", 0);

        migrate("508");

        assertThat(sql.sql(
                                "select claim_key || ' ' || coalesce(fulfilment, '-') || ' ' || coalesce("
                                        + "to_char(promised_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), '-') from stock_claim order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("a pickup 2026-11-28 12:00", "b locker 2026-11-28 12:00", "c - -", "d - -");
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void order(String id, String document) {
        sql.sql(
                        "insert into sales_order (system, order_id, number, revision, state, document, content_hash, mapping, message_id,"
                                + " updated_at) values ('shop', ?, ?, 1, 'open', ?, '', 'm V1', gen_random_uuid(), now())")
                .params(id, id, document.replace('\'', '"'))
                .update();
    }

    private void claim(String key, String order, String line, int quantity) {
        sql.sql(
                        "insert into stock_claim (claim_key, kind, state, sku, location, quantity, message_id, connection, reference,"
                                + " line_id, updated_at) values (?, 'allocation', ?, 'TEE', 'S1', ?, gen_random_uuid(), 'shop', ?, ?, now())")
                .params(key, quantity == 0 ? "consumed" : "allocated", quantity, order, line)
                .update();
    }
}
