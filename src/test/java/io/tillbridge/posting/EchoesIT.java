package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.support.Plans;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a system reports because it was told it is no news, and what it did itself is no surprise to it. */
class EchoesIT {

    private final PostingBed bed = new PostingBed(List.of(echoing()), "TEE");

    static OutboundFlow echoing() {
        OutboundFlow base = Plans.levels(1, Duration.ZERO, Map.of());
        return new OutboundFlow(
                base.name(),
                base.destination(),
                base.accepts(),
                base.mapping(),
                base.key(),
                base.client(),
                base.call(),
                base.collapse(),
                base.resolve(),
                base.idempotency(),
                base.items(),
                base.itemErrors(),
                null,
                base.giveUpAfter(),
                OutboundFlow.Reply.NOTHING,
                List.of(),
                Duration.ofMinutes(10),
                new OutboundFlow.Confirm(
                        "sale",
                        new KeyRule.Pointers(List.of(JsonPointer.compile("/event/receiptNumber"))),
                        Duration.ofHours(1)),
                base.audience());
    }

    private void told(String quantity, Duration ago) {
        bed.sql
                .sql("""
                        insert into told_figure (destination, key, told_at, quantity, keep_until)
                        values ('shop.levels', 'TEE/S1', :at, :quantity::numeric, :until)""")
                .param("at", Timestamp.from(PostingBed.NOW.minus(ago)))
                .param("quantity", quantity)
                .param("until", Timestamp.from(PostingBed.NOW.minus(ago).plus(Duration.ofMinutes(10))))
                .update();
    }

    private String reported(String quantity, String observedAt) {
        UUID message = bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", quantity, observedAt))
                .get(0);
        return bed.state(message);
    }

    @Test
    void aFigureThatWasToldWithinTheWindowIsAnEchoWhicheverItWas() {
        told("7.0", Duration.ofMinutes(9));
        told("5", Duration.ofMinutes(1));
        told("4", Duration.ofMinutes(11));

        assertThat(reported("7", "2026-11-21T11:57:00Z")).isEqualTo("skipped:echo");
        assertThat(reported("5", "2026-11-21T11:58:00Z")).isEqualTo("skipped:echo");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("none");
        assertThat(reported("4", "2026-11-21T11:59:00Z")).isEqualTo("posted");
        assertThat(bed.balance("TEE", "S1")).startsWith("4/0#");
    }

    @Test
    void aDocumentOfTheConfirmingFlowConfirmsWhatItNames() {
        bed.sql
                .sql("insert into delivery_confirmation (destination, key, sequence, told_at, due_at)"
                        + " select 'shop.levels', k, 1, now(), now() from unnest('{0001,0002}'::text[]) as n(k)")
                .update();
        bed.post(SALE, Events.sale("0001", "TEE", "2"));
        assertThat(bed.sql
                        .sql("select key from delivery_confirmation where confirmed_at is not null")
                        .query(String.class)
                        .list())
                .containsExactly("0001");
    }

    @Test
    void whatADestinationReportedItselfMovesTheFigureItShouldHold() {
        bed.post(SALE, Events.sale("0001", "TEE", "2"));
        bed.post(SALE, Events.sale("0002", "TEE", "3"));
        assertThat(bed.sql
                        .sql("select trim_scale(reported)::text from outbox_lane where destination = 'shop.levels'")
                        .query(String.class)
                        .single())
                .isEqualTo("-5");
    }
}
