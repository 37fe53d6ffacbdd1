package io.tillbridge.reservation;

import static io.tillbridge.reservation.Request.Kind.PAID;
import static io.tillbridge.reservation.Rounds.line;
import static io.tillbridge.reservation.Rounds.reserve;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.posting.PostingBed;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was paid for after its hold had expired gets the goods that come, and the conflict is closed. */
class UnreservedIT {

    private final PostingBed posting = new PostingBed("MUG");
    private final ReservationBed bed = new ReservationBed(posting);
    private final UnreservedSweep sweep =
            new UnreservedSweep(posting.database, bed.books, new LaneSignals(100), posting.clock);

    @AfterEach
    void close() {
        bed.claimedIsTheSumOfOpenClaims();
        bed.close();
    }

    private void paidTooLate(String cart, int quantity) {
        bed.desk.ask(reserve(cart, line("1", "MUG", "S1", quantity)));
        bed.expire(cart);
        bed.desk.ask(reserve("quick-" + cart, line("1", "MUG", "S1", quantity)));
        bed.desk.ask(bed.step(cart, PAID));
        assertThat(bed.of(cart)).containsExactly("paid_unreserved 0");
    }

    @Test
    void goodsThatComeAreClaimedByWhoPaidFirst() throws SQLException {
        bed.receive("MUG", 2);
        paidTooLate("first", 2);
        assertThat(sweep.look()).isZero();
        bed.receive("MUG", 1);
        assertThat(sweep.look()).as("one is not enough").isZero();
        assertThat(bed.of("first")).containsExactly("paid_unreserved 0");

        bed.receive("MUG", 1);
        assertThat(sweep.look()).isEqualTo(1);

        assertThat(bed.of("first")).containsExactly("confirmed 2");
        assertThat(posting.count("conflict where kind = 'paid_unreserved' and resolved_at is null"))
                .isZero();
        assertThat(sweep.look()).isZero();
        assertThat(posting.balance("MUG", "S1")).startsWith("4/4#");
    }

    @Test
    void anOrdersConflictIsClosedWhenThereIsEnoughForAllPromises() throws SQLException {
        bed.receive("MUG", 1);
        posting.sql
                .sql(
                        "insert into stock_balance (sku, location, claimed, changed_at) values ('MUG', 'unassigned', 2, now())")
                .update();
        posting.sql
                .sql(
                        "insert into stock_claim (claim_key, kind, state, sku, location, quantity, message_id, updated_at)"
                                + " values ('order|shop|1|L1', 'allocation', 'confirmed', 'MUG', 'unassigned', 2, gen_random_uuid(), now())")
                .update();
        posting.sql
                .sql("insert into conflict (kind, subject, detail, raised_at)"
                        + " values ('paid_unreserved', 'order|shop|1|MUG', '{\"sku\":\"MUG\"}', now())")
                .update();
        assertThat(sweep.look()).isZero();
        bed.receive("MUG", 1);

        assertThat(sweep.look()).isEqualTo(1);
    }
}
