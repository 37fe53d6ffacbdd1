package io.tillbridge.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.canonical.Failure;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.MessageStore;
import io.tillbridge.message.Refusals.Refused;
import io.tillbridge.platform.Transactions;
import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class RefusedDocumentsIT {

    private final DataSource database = TestDatabase.fresh();
    private final JdbcTemplate sql = new JdbcTemplate(database);
    private final ManualClock clock = ManualClock.at("2026-05-01T12:00:00Z");

    @Test
    void whatIntakeRefusesIsADeadMessageWithItsBytesAndItsLetter() throws Exception {
        AcceptedDocument document = new AcceptedDocument(
                UuidCreator.getTimeOrderedEpoch(),
                null,
                "pos",
                "tickets",
                null,
                null,
                clock.instant(),
                "text/plain",
                Map.of("file.store", "0001"),
                "0001;x".getBytes(StandardCharsets.UTF_8),
                null);
        Failure failure = new Failure(
                Failure.Stage.ACCEPT, "not_a_number", Failure.Category.PARTNER_REFUSED, "a.csv, record 7", "found x");
        RefusedDocuments refusals =
                new RefusedDocuments(new MessageStore(clock), new DeadLetters(clock, (tx, filed) -> {}));
        Transactions.in(database, tx -> {
            refusals.file(tx, List.of(new Refused(document, failure)));
            return true;
        });
        assertThat(sql.queryForObject("select state || ' ' || reason from message", String.class))
                .isEqualTo("dead not_a_number");
        assertThat(sql.queryForObject("select stage || ' ' || code || ' ' || at from dead_letter", String.class))
                .isEqualTo("accept not_a_number a.csv, record 7");
        assertThat(sql.queryForObject("select count(*) from message_raw", Integer.class))
                .isEqualTo(1);
    }
}
