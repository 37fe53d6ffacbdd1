package io.tillbridge.verification;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One node looks once a period; every node tells what it found. */
class ScheduledVerificationIT {

    private final PostingBed bed = new PostingBed("TEE");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ScheduledVerification one = VerificationBed.daily(bed.database, bed.clock);
    private final ScheduledVerification other = VerificationBed.daily(bed.database, bed.clock);

    @Test
    void whatIsBrokenIsAConflictAHealthPartAndAMetricUntilItIsMended() throws SQLException {
        one.bindTo(metrics);
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        one.verify();
        assertThat(new BooksHealth(one).health().getStatus().getCode()).isEqualTo("UP");

        bed.sql.sql("update stock_balance set sellable = 9").update();
        one.verify();
        assertThat(conflicts()).as("the period is not over").isEmpty();

        nextPeriod();
        other.verify();
        one.verify();
        assertThat(conflicts())
                .containsExactly(
                        "balance TEE@S1 sellable {\"check\" : \"balance\", \"expected\" : \"10\", \"found\" : \"9\"}",
                        "conservation TEE {\"check\" : \"conservation\", \"expected\" : \"10\", \"found\" : \"9\"}");
        assertThat(new BooksHealth(one).health().getStatus().getCode()).isEqualTo("BROKEN");
        assertThat(new BooksHealth(one).health().getDetails()).containsKey("balance");
        assertThat(metrics.get("tillbridge.books.broken").gauge().value()).isEqualTo(2);

        bed.sql.sql("update stock_balance set sellable = 10").update();
        nextPeriod();
        one.verify();
        assertThat(conflicts()).isEmpty();
        assertThat(new BooksHealth(one).health().getStatus().getCode()).isEqualTo("UP");
        assertThat(metrics.get("tillbridge.books.broken").gauge().value()).isZero();
    }

    /** Leases go by the database's time. */
    private void nextPeriod() {
        bed.sql
                .sql("update lease set expires_at = clock_timestamp() where name = 'verify:books'")
                .update();
    }

    private List<String> conflicts() {
        return bed.sql
                .sql(
                        "select subject || ' ' || detail from conflict where kind = 'invariant_broken' and resolved_at is null"
                                + " order by 1")
                .query(String.class)
                .list();
    }
}
