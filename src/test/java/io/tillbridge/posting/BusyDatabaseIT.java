package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.message.ReadyDocument;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Another session holds a row that postings need: they wait where they are, and none becomes a dead letter. */
class BusyDatabaseIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");
    private final ReadyDocument wanted = bed.arrival(SALE, Events.sale("0001", "TEE", "1"), null);
    private final ReadyDocument other = bed.arrival(SALE, Events.sale("0002", "MUG", "1"), null);

    @Test
    void aLockThatIsHeldTooLongPausesPostingAndTheBatchIsPostedLater() throws SQLException {
        bed.post(SALE, Events.sale("0000", "TEE", "1"));
        limit("lock_timeout");
        try (Connection holder = holdingTheBalance()) {
            assertThatThrownBy(() -> bed.posting.post(List.of(wanted, other)))
                    .isInstanceOf(PostingPaused.class)
                    .hasMessage("database_busy")
                    .rootCause()
                    .hasMessageContaining("lock timeout");
            holder.rollback();
        }
        assertThat(bed.count("dead_letter")).isZero();
        assertThat(bed.count("message")).isEqualTo(1);

        bed.posting.post(List.of(wanted, other));
        assertThat(bed.balance("TEE", "S1") + " " + bed.balance("MUG", "S1")).isEqualTo("-2/0#2 -1/0#1");
    }

    @Test
    void aStatementThatTakesTooLongPausesItsDocumentOnly() throws SQLException {
        bed.post(SALE, Events.sale("0000", "TEE", "1"));
        limit("statement_timeout");
        try (Connection holder = holdingTheBalance()) {
            assertThatThrownBy(() -> bed.posting.post(List.of(other, wanted)))
                    .isInstanceOf(PostingPaused.class)
                    .hasMessage("database_busy");
            holder.rollback();
        }
        assertThat(bed.count("dead_letter")).isZero();
        assertThat(bed.balance("TEE", "S1") + " " + bed.balance("MUG", "S1")).isEqualTo("-1/0#1 -1/0#1");

        bed.posting.post(List.of(other, wanted));
        assertThat(bed.balance("TEE", "S1") + " " + bed.balance("MUG", "S1")).isEqualTo("-2/0#2 -1/0#1");
    }

    @Test
    void whatNobodyCanExplainIsTriedOnceMoreBeforeALoneDocumentIsBlamed() {
        bed.sql.sql("create sequence trouble").update();
        bed.sql.sql("""
                        create function fail_once() returns trigger language plpgsql as $$
                        begin
                            if nextval('trouble') = 1 then
                                raise exception 'an extension failed' using errcode = '38000';
                            end if;
                            return new;
                        end $$""").update();
        bed.sql
                .sql(
                        "create trigger fail_once before insert on stock_movement for each row execute function fail_once()")
                .update();

        bed.posting.post(List.of(wanted));

        assertThat(bed.state(wanted.document().messageId())).isEqualTo("posted");
        assertThat(bed.count("dead_letter")).isZero();
    }

    private Connection holdingTheBalance() throws SQLException {
        Connection holder = bed.database.getConnection();
        holder.setAutoCommit(false);
        try (Statement statement = holder.createStatement()) {
            statement.execute("set local lock_timeout = 0");
            statement.execute("set local statement_timeout = 0");
            statement.execute("select 1 from stock_balance where sku = 'TEE' for update");
        }
        return holder;
    }

    /** Connections opened from now on wait this long only. */
    private void limit(String setting) {
        String name =
                bed.sql.sql("select current_database()").query(String.class).single();
        bed.sql.sql("alter database " + name + " set " + setting + " = '300ms'").update();
    }
}
