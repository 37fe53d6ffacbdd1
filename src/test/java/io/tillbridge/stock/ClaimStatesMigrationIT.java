package io.tillbridge.stock;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V400 on a database whose claims had a quantity and no state. */
class ClaimStatesMigrationIT {

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void claimsOfBeforeHaveTheStateThatTheirPlaceAndQuantitySay() {
        migrate("331");
        claim("a", "S1", 2);
        claim("b", "unassigned", 1);
        claim("c", "S1", 0);

        migrate("400");

        assertThat(sql.sql("select claim_key || ' ' || state from stock_claim order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("a allocated", "b confirmed", "c consumed");
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void claim(String key, String location, int quantity) {
        sql.sql("insert into stock_claim (claim_key, kind, sku, location, quantity, message_id, updated_at)"
                        + " values (?, 'allocation', 'TEE', ?, ?, gen_random_uuid(), now())")
                .params(key, location, quantity)
                .update();
    }
}
