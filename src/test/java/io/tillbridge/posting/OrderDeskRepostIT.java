package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.posting.OrderDesk.Kind;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order of which people handed something over is reposted under another version. */
class OrderDeskRepostIT {

    private static final OrderKey KEY = new OrderKey("shop", "O1");

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "CAP");

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    /** As V3 misreads it: three more are wanted, and one more has left where it says what has. */
    private UUID order(boolean saysWhatLeft) {
        bed.post(STOCK_RECEIVED, Events.received("R1", "TEE", "9"));
        mappings.active = 3;
        ObjectNode order = Events.order("O1", 1, "open", "TEE", "3", "0");
        if (!saysWhatLeft) {
            ((ObjectNode) order.at("/lines/0")).remove("fulfilled");
        }
        UUID message = bed.post(ORDER, order).get(0);
        mappings.active = 2;
        bed.clock.advance(Duration.ofMinutes(1));
        return message;
    }

    private OrderStory.Line line() {
        return Objects.requireNonNull(
                OrderStory.of(new OrderQueries(bed.sql).find(KEY).orElseThrow())
                        .lines()
                        .get("L1"));
    }

    private void tell(Kind kind, String operation) throws SQLException {
        assertThat(bed.orderDesk.tell(new OrderDesk.Step(
                        KEY, kind, null, List.of(new OrderMoves.Part("L1", BigDecimal.ONE)), operation, "ana")))
                .isNull();
    }

    private String gone() {
        return bed.sql
                .sql(
                        "select coalesce(string_agg(from_place || ' ' || trim_scale(quantity), ',' order by movement_id), '')"
                                + " from stock_movement where to_place = 'customer'")
                .query(String.class)
                .single();
    }

    @Test
    void whatPeopleSaidStaysWithTheOrder() throws SQLException {
        UUID message = order(false);
        tell(Kind.PICK, "a");
        tell(Kind.HAND_OVER, "b");
        String gone = gone();
        assertThat(line().ordered()).isEqualByComparingTo("6");

        RepostBed reposts = new RepostBed(bed, mappings);
        RepostRun run = reposts.repost(2, List.of(message));

        assertThat(reposts.refusals(run)).isEmpty();
        assertThat(line().ordered()).isEqualByComparingTo("3");
        assertThat(line().shipped()).isEqualByComparingTo("1");
        assertThat(gone()).isEqualTo(gone).endsWith(" 1");
    }

    @Test
    void whatWouldLeaveAnotherWayIsNotReposted() throws SQLException {
        UUID message = order(true);
        tell(Kind.HAND_OVER, "a");
        assertThat(line().shipped()).as("its source tells the same piece").isEqualByComparingTo("1");
        String gone = gone();

        RepostBed reposts = new RepostBed(bed, mappings);
        RepostRun run = reposts.repost(2, List.of(message));

        assertThat(reposts.refusals(run)).containsExactly("handed_over_here");
        assertThat(line().ordered()).isEqualByComparingTo("6");
        assertThat(gone()).isEqualTo(gone);
    }
}
