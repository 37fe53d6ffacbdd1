package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_COMMITTED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.stock.TransferKey;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is promised to a transfer is claimed where it is to leave, until it is sent, called off or closed. */
class CommittedTransfersIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private record Event(EventType type, ObjectNode body) {}

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void whatIsPromisedToATransferIsNotAvailableAndLeavesWithIt() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));

        bed.post(STOCK_TRANSFER_COMMITTED, committed("1", "09:00", "5"));
        assertThat(bed.balance("TEE", "S1")).startsWith("100/5");
        assertThat(told()).containsExactly("S1 95");
        assertThat(claims()).containsExactly("transfer|shop|T|TEE transfer committed S1 5");

        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("2", "T", "TEE", "3"));
        assertThat(bed.balance("TEE", "S1")).startsWith("97/2");
        assertThat(told()).containsExactly("S1 95");
        bed.post(STOCK_TRANSFER_SENT, Transferred.sent("3", "T", "TEE", "2"));

        assertThat(bed.balance("TEE", "S1")).startsWith("95/0");
        assertThat(claims()).containsExactly("transfer|shop|T|TEE transfer consumed S1 0");
        assertThat(told()).contains("S1 95");
    }

    @Test
    void theLastCommitmentCountsAndACancelledOneReleases() {
        bed.post(STOCK_TRANSFER_COMMITTED, committed("2", "10:00", "3"));
        bed.post(STOCK_TRANSFER_COMMITTED, committed("1", "09:00", "8"));
        assertThat(claims()).containsExactly("transfer|shop|T|TEE transfer committed S1 3");

        bed.post(STOCK_TRANSFER_COMMITTED, committed("3", "11:00", "3").put("cancelled", true));

        assertThat(claims()).containsExactly("transfer|shop|T|TEE transfer released S1 0");
        assertThat(bed.balance("TEE", "S1")).startsWith("0/0");
    }

    @Test
    void aPersonWhoClosesATransferReleasesWhatIsNotSent() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(STOCK_TRANSFER_COMMITTED, committed("1", "09:00", "4"));
        assertThat(told()).containsExactly("S1 6");

        bed.consignments.close(new TransferKey("shop", "T"), "api:ana", "not needed");
        bed.figures.tellDue();

        assertThat(bed.balance("TEE", "S1")).startsWith("10/0");
        assertThat(told()).containsExactly("S1 10");
    }

    @Test
    void everyOrderOfItsEventsEndsInTheSameClaims() {
        List<Event> events = List.of(
                new Event(STOCK_TRANSFER_COMMITTED, committed("1", "07:00", "10")),
                new Event(STOCK_TRANSFER_COMMITTED, committed("2", "08:00", "7")),
                new Event(STOCK_TRANSFER_SENT, Transferred.sent("3", "T", "TEE", "4")),
                new Event(STOCK_TRANSFER_SENT, Transferred.sent("4", "T", "TEE", "1")));
        for (List<Integer> order : TransfersIT.permutations(List.of(0, 1, 2, 3))) {
            String transfer = "T" + order.toString().replaceAll("[^0-9]", "");
            for (int each : order) {
                ObjectNode body = events.get(each).body().deepCopy();
                body.put("transfer", transfer).put("id", transfer + each);
                bed.post(events.get(each).type(), body);
                bed.post(events.get(each).type(), body);
            }
            assertThat(bed.sql
                            .sql("select trim_scale(quantity)::text from stock_claim where reference = ?")
                            .param(transfer)
                            .query(String.class)
                            .single())
                    .as("order " + order)
                    .isEqualTo("2");
        }
        assertThat(bed.balance("TEE", "S1")).startsWith("-120/48");
    }

    /** Of five, four are ordered and three promised to a transfer; when one is sold, no customer loses. */
    @Test
    void noCustomerLosesForATransfer() throws SQLException {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "5"));
        bed.post(ORDER, Events.order("1001", 1, "open", "TEE", "4", "0"));
        bed.post(STOCK_TRANSFER_COMMITTED, committed("1", "09:00", "3"));

        bed.post(SALE, Events.sale("0001", "TEE", "1"));
        assertThat(bed.count("promise_risk")).isZero();
        bed.post(SALE, Events.sale("0002", "TEE", "1"));

        assertThat(bed.sql
                        .sql("select trim_scale(quantity)::text from promise_risk")
                        .query(String.class)
                        .list())
                .containsExactly("1");
        VerificationBed.assertSettled(bed.database);
    }

    @Test
    void aMisreadCommitmentIsClaimedWhereItIsMeantAfterItsRepost() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        mappings.active = 3;
        List<UUID> ids = wrong.post(
                STOCK_TRANSFER_COMMITTED, Transferred.committed("1", "T", "2026-11-21T09:00:00Z", "MUG", "7"));
        assertThat(wrong.balance("CAP", "S1")).startsWith("0/10");

        reposts.repost(2, ids);

        assertThat(wrong.balance("CAP", "S1")).startsWith("0/0");
        assertThat(wrong.balance("MUG", "S1")).startsWith("0/7");
    }

    private static ObjectNode committed(String id, String at, String quantity) {
        return Transferred.committed(id, "T", "2026-11-21T" + at + ":00Z", "TEE", quantity);
    }

    private List<String> claims() {
        return bed.sql
                .sql("select claim_key || ' ' || kind || ' ' || state || ' ' || location || ' ' || trim_scale(quantity)"
                        + " from stock_claim order by 1")
                .query(String.class)
                .list();
    }

    private List<String> told() {
        return bed.sql
                .sql("select (desired::json ->> 'location') || ' ' || (desired::json ->> 'available') from outbox_lane"
                        + " where destination = 'shop.web' order by 1")
                .query(String.class)
                .list();
    }
}
