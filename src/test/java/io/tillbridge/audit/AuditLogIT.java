package io.tillbridge.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.ManualClock;
import io.tillbridge.support.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class AuditLogIT {

    private final DataSource source = TestDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(source);
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
    private final AuditLog log = new AuditLog(jdbc, ManualClock.at("2026-11-20T09:00:00Z"));

    @Test
    void entriesFollowOneAnotherInAnIntactChain() {
        record("ana", "dead_letter.replay", "g-1");
        record("ben", "mapping.activate", "shopify.order");

        assertThat(log.verify())
                .isInstanceOfSatisfying(
                        ChainState.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(2));
        assertThat(log.list(Long.MAX_VALUE, 10)).extracting(AuditEntry::actor).containsExactly("ben", "ana");
    }

    @Test
    void anEntryOfATransactionOnAConnectionIsThereExactlyIfThatCommits() throws SQLException {
        record("ana", "dead_letter.replay", "g-1");
        try (Connection tx = source.getConnection()) {
            assertThatThrownBy(() -> log.record(tx, "ben", "delivery.retry", "d-1", "{}"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("delivery.retry");
            tx.setAutoCommit(false);
            log.record(tx, "ben", "delivery.retry", "d-1", "{}");
            tx.rollback();
            log.record(tx, "cleo", "delivery.retry", "d-2", "{}");
            tx.commit();
        }

        assertThat(log.list(Long.MAX_VALUE, 10)).extracting(AuditEntry::actor).containsExactly("cleo", "ana");
        assertThat(log.verify()).isInstanceOf(ChainState.Intact.class);
    }

    @Test
    void anAlteredEntryBreaksTheChainAtItsPlace() {
        record("ana", "dead_letter.replay", "g-1");
        record("ben", "mapping.activate", "shopify.order");
        record("cleo", "token.rotate", "api");

        tamper("update audit_entry set actor = 'mallory' where sequence = 2");

        assertThat(log.verify()).isEqualTo(new ChainState.Broken(2, "content was changed"));
    }

    @Test
    void aRemovedEntryBreaksTheChain() {
        record("ana", "dead_letter.replay", "g-1");
        record("ben", "mapping.activate", "shopify.order");
        record("cleo", "token.rotate", "api");

        tamper("delete from audit_entry where sequence = 2");

        assertThat(log.verify()).isEqualTo(new ChainState.Broken(2, "entry is missing"));
    }

    @Test
    void theDatabaseItselfRefusesToChangeAnEntry() {
        record("ana", "dead_letter.replay", "g-1");

        assertThatThrownBy(() -> jdbc.update("update audit_entry set actor = 'mallory'"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    @Test
    void anActionRolledBackIsNotOnTheLog() {
        transaction.executeWithoutResult(status -> {
            log.record("ana", "dead_letter.replay", "g-1", "{}");
            status.setRollbackOnly();
        });

        assertThat(log.list(Long.MAX_VALUE, 10)).isEmpty();
    }

    @Test
    void actionsRecordedAtOnceFormOneChain() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        IntStream.range(0, 60).forEach(n -> threads.execute(() -> record("user-" + n, "order.note", "o-" + n)));
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(log.verify())
                .isInstanceOfSatisfying(
                        ChainState.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(60));
    }

    private void record(String actor, String action, String subject) {
        transaction.executeWithoutResult(status -> log.record(actor, action, subject, "{}"));
    }

    /** As somebody who may switch the trigger off. */
    private void tamper(String sql) {
        jdbc.execute("alter table audit_entry disable trigger audit_entry_append_only");
        jdbc.update(sql);
    }
}
