package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.PAYMENT_DECLINED;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.SALE_VOIDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.RetentionProperties;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tenders are forgotten when they are settled and nobody can want them any more; who comes later is told so. */
class TenderRetentionIT {

    private static final Duration DAY = Duration.ofDays(1);
    private static final RetentionProperties KEEP = new RetentionProperties(DAY, DAY, DAY, DAY, DAY.multipliedBy(90));

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");

    private static ObjectNode sale(String receipt, String payment) {
        return JournalIT.sale(receipt, "card", "119.00")
                .setAll(JournalIT.json("{'tenders':[{'kind':'card','amount':'EUR 119.00','state':'pending','payment':'"
                        + payment + "'}]}"));
    }

    private static ObjectNode payment(String id) {
        return JournalIT.json("{'system':'shop','id':'" + id
                + "','occurredAt':'2026-11-21T15:00:00Z','amount':'EUR 119.00','kind':'card'}");
    }

    private List<String> kept() {
        return bed.sql
                .sql("select payment || ' ' || state from pending_tender order by 1")
                .query(String.class)
                .list();
    }

    private int forgetTenders() throws SQLException {
        return TenderRetention.settledTenders(bed.sql, bed.clock, KEEP).step().forget();
    }

    @Test
    void whatIsOverIsForgottenAfterItsTimeAndWhatIsOpenIsNot() throws SQLException {
        bed.post(SALE, sale("1", "P1"), sale("2", "P2"), sale("3", "P3"), sale("4", "P4"));
        bed.post(PAYMENT_CAPTURED, payment("P1"), payment("P9"));
        bed.post(PAYMENT_DECLINED, payment("P2"));
        bed.post(SALE_VOIDED, sale("3", "P3"));

        bed.clock.advance(DAY.multipliedBy(90));
        assertThat(forgetTenders()).as("too early").isZero();
        bed.clock.advance(Duration.ofSeconds(1));
        bed.post(SALE, sale("5", "P9"), sale("6", "P3"));
        assertThat(forgetTenders()).isOne();

        assertThat(kept())
                .as("of P3 another tender is open, which a payment will be shared with")
                .containsExactly("P2 declined", "P3 pending", "P3 voided", "P4 pending", "P9 captured");
        assertThat(TenderRetention.toldPayments(bed.sql, bed.clock, KEEP).step().forget())
                .as("of P9 there is a tender")
                .isOne();
        assertThat(bed.sql
                        .sql("select payment from told_payment")
                        .query(String.class)
                        .list())
                .containsExactly("P9");
    }

    @Test
    void whoTellsOfAForgottenTenderIsTold() throws SQLException {
        RepostBed reposts = new RepostBed(bed, mappings);
        mappings.active = 3;
        List<UUID> sold = bed.post(SALE, sale("1", "P1"));
        bed.post(PAYMENT_CAPTURED, payment("P1"));
        bed.clock.advance(DAY.multipliedBy(91));
        assertThat(forgetTenders()).isOne();

        assertThat(reposts.refusals(reposts.repost(2, sold))).containsExactly("tender_forgotten");
        bed.post(SALE_VOIDED, sale("1", "P1"));
        assertThat(bed.sql
                        .sql("select kind || ' ' || detail from conflict where resolved_at is null")
                        .query(String.class)
                        .list())
                .contains("tender_differs {\"sale\":\"sale|shop|R1|1\",\"payment\":\"P1\",\"differs\":\"forgotten\"}");
    }
}
