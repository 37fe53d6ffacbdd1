package io.tillbridge.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.TestDatabase;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V524 on a database whose pending tenders know neither what their sale told nor what was captured. */
class TenderMigrationIT {

    private final DataSource database = TestDatabase.empty();
    private final JdbcClient sql = JdbcClient.create(database);

    @Test
    void whatIsBookedOfOldTendersIsKnown() {
        migrate("523");
        tender("open", "pending", null, "pending_tenders");
        tender("captured", "captured", UUID.randomUUID(), "pending_tenders");
        tender("declined later", "declined", UUID.randomUUID(), "pending_tenders");
        tender("told declined", "declined", null, "receivables");
        tender("captured after all", "captured", UUID.randomUUID(), "receivables");

        migrate("524");

        assertThat(sql.sql(
                                "select payment || ': ' || told || ' ' || state || coalesce(' ' || trim_scale(taken) || taken_kind, '')"
                                        + " || case when settled_at is null then '' else ' settled' end from pending_tender order by 1")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "captured after all: declined captured 69card settled",
                        "captured: pending captured 69card settled",
                        "declined later: pending declined settled",
                        "open: pending pending",
                        "told declined: declined declined");
    }

    private void migrate(String to) {
        Flyway.configure().dataSource(database).target(to).load().migrate();
    }

    private void tender(String payment, String state, @Nullable UUID settledBy, String account) {
        UUID message = UUID.randomUUID();
        sql.sql("insert into pending_tender values ('shop', ?, ?, 'sale', 'main', 'S1', 'EUR', 69, ?, ?)")
                .params(payment, message, state, settledBy)
                .update();
        sql.sql("""
                        insert into journal_entry (message_id, kind, generation, number, fact_key, connection, ledger, store,
                               business_date, posting_date, currency, lines, occurred_at, posted_at)
                        values (?, 'sale', 0, ?, 'sale', 'shop', 'main', 'S1', '2026-11-21', '2026-11-21', 'EUR', ?::jsonb, now(), now())""")
                .params(
                        message,
                        payment,
                        "[{\"a\":\"" + account + "\",\"v\":\"69.00\",\"o\":\"" + payment
                                + "\"},{\"a\":\"sales\",\"v\":\"-69.00\"}]")
                .update();
    }
}
