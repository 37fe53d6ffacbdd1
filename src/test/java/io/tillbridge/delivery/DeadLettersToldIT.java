package io.tillbridge.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.Failure;
import io.tillbridge.deadletter.DeadLetters;
import io.tillbridge.deadletter.FailedMessage;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.DeadLetterTelling;
import io.tillbridge.support.Plans;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Dead letters are filed by many transactions, and none of them tells the delivery workers of its lanes. */
class DeadLettersToldIT {

    @Test
    void aDeadLetterIsToldWithoutAHintAndWithoutAWalk() throws SQLException {
        try (DeliveryBed bed = new DeliveryBed(Plans.deadLetters())) {
            DeadLetters letters = new DeadLetters(bed.clock, DeadLetterTelling.to(bed.connection));
            file(bed, letters, "0001");
            bed.node().deliver();
            bed.eventually(() -> bed.partner.calls().size() == 1); // the walk of the start is over

            file(bed, letters, "0002");

            bed.eventually(() -> bed.partner.calls().size() == 2);
            assertThat(bed.partner.calls().get(1).body()).contains("0002");
            bed.eventually(
                    () -> bed.rows("select distinct state from outbox_lane").equals(List.of("delivered")));
        }
    }

    private static void file(DeliveryBed bed, DeadLetters letters, String receipt) throws SQLException {
        Failure failure = new Failure(
                Failure.Stage.TRANSLATE,
                "hold_expired",
                Failure.Category.MISSING_REFERENCE,
                receipt,
                "waited for " + receipt);
        FailedMessage failed = new FailedMessage(
                failure, "shop", "sale", UUID.randomUUID(), null, receipt, null, null, null, null, null, null);
        int filed = Transactions.in(bed.database, tx -> letters.file(tx, List.of(failed)));
        assertThat(filed).isEqualTo(1);
    }
}
