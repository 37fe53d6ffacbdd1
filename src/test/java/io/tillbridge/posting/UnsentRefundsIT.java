package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.orders.OrderKey;
import io.tillbridge.orders.OrderQueries;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refunded before it leaves is promised no more, though its source goes on telling the line as it was ordered. */
class UnsentRefundsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE");

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    private OrderStory.Line line() {
        return Objects.requireNonNull(OrderStory.of(new OrderQueries(bed.sql)
                        .find(new OrderKey("shop", "O1"))
                        .orElseThrow())
                .lines()
                .get("L1"));
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject from conflict where resolved_at is null order by 1")
                .query(String.class)
                .list();
    }

    private static ObjectNode refund(String id, String quantity) {
        return Events.returned(id, "TEE", quantity, "none");
    }

    @Test
    void whatIsRefundedBeforeItLeavesIsPromisedNoMore() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.post(RETURN, refund("F-1", "1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("10/2#");
        assertThat(line().cancelled()).isEqualByComparingTo("1");
        assertThat(line().ordered()).isEqualByComparingTo("3");

        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "3", "0"));
        assertThat(bed.balance("TEE", "S1")).as("told as it was ordered").startsWith("10/2#");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("9/1#");
        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-2", "O1", "TEE", "1"));
        assertThat(bed.balance("TEE", "S1")).startsWith("8/0#");
        assertThat(bed.sql
                        .sql("select distinct state from stock_claim")
                        .query(String.class)
                        .list())
                .containsExactly("consumed");

        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-3", "O1", "TEE", "1"));
        assertThat(bed.balance("TEE", "S1")).as("it had left after all").startsWith("7/0#");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void aRefundOfGoodsThatHaveLeftAndOneWithoutGoodsReleaseNothing() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        bed.post(RETURN, refund("F-1", "0"));
        ObjectNode received = refund("F-2", "1");
        ((ObjectNode) received.at("/lines/0")).put("condition", "X");
        bed.post(RETURN, received);
        bed.post(RETURN, refund("F-3", "1").put("system", "psp").put("orderSystem", "shop"));
        assertThat(bed.balance("TEE", "S1")).startsWith("10/3#");

        bed.post(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-1", "O1", "TEE", "3"));
        bed.post(RETURN, refund("F-4", "2"));
        assertThat(bed.balance("TEE", "S1")).startsWith("7/0#");
        assertThat(line().shipped()).isEqualByComparingTo("3");
        assertThat(line().cancelled()).isZero();
    }

    @Test
    void whoTellsWhatWasOrderedBesideWhatIsWantedIsBelieved() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        ObjectNode order = Events.order("O1", 1, "open", "TEE", "3", "0");
        ((ObjectNode) order.at("/lines/0")).put("ordered", "3");
        bed.post(ORDER, order);
        bed.post(RETURN, refund("F-1", "1"));

        assertThat(bed.balance("TEE", "S1")).startsWith("10/3#");
    }

    /** Of four ordered one leaves and two are refunded; half of the shops tell that less is wanted, half do not. */
    @Test
    void everyOrderOfArrivalEndsAlike() {
        List<int[]> permutations = OrderReturnsIT.permutations(5);
        int count = 2 * permutations.size();
        for (int n = 0; n < count; n++) {
            bed.addItem("I" + n);
        }
        bed.postBatch(IntStream.range(0, count)
                .mapToObj(n -> bed.arrival(STOCK_RECEIVED, Events.received("R-" + n, "I" + n, "10"), null))
                .toList());
        Random random = new Random(5);
        for (int step = 0; step < 5; step++) {
            List<ReadyDocument> batch = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                int[] order = permutations.get(n / 2);
                batch.add(event(order[step], n));
                if (random.nextBoolean()) {
                    batch.add(event(order[random.nextInt(step + 1)], n));
                }
            }
            bed.postBatch(batch);
            while (bed.postReady() > 0) {
                // What was held goes on
            }
        }

        assertThat(bed.sql
                        .sql("select concat_ws(' ', location, trim_scale(sellable), trim_scale(claimed), count(*))"
                                + " from stock_balance where location <> 'unassigned'"
                                + " group by location, sellable, claimed order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("S1 9 1 " + count);
        assertThat(conflicts()).isEmpty();
    }

    private ReadyDocument event(int what, int n) {
        String order = "P" + n;
        String sku = "I" + n;
        String then = n % 2 == 0 ? "4" : "2";
        return switch (what) {
            case 0 -> bed.arrival(ORDER, Events.order(order, 1, "open", sku, "4", "0"), null);
            case 1 -> bed.arrival(ORDER, Events.order(order, 2, "open", sku, then, "0"), null);
            case 2 -> bed.arrival(SHIPMENT_CONFIRMED, Fulfilments.shipped("wms", "W-" + n, order, sku, "1"), null);
            default ->
                bed.arrival(
                        RETURN,
                        Events.returned("F-" + what + "-" + n, sku, "1", "none").put("orderId", order),
                        null);
        };
    }

    @Test
    void refundsOfManyOrdersAreWrittenByOneStatement() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "100"));
        for (int n = 1; n <= 4; n++) {
            bed.post(ORDER, Events.order("O" + n, 1, "open", "TEE", "3", "0"));
        }
        bed.sql.sql("create sequence statements").update();
        bed.sql
                .sql("create function counted() returns trigger language plpgsql as"
                        + " 'begin perform nextval(''statements''); return null; end'")
                .update();
        bed.sql
                .sql("create trigger counted after update of ordered on sales_order for each statement"
                        + " execute function counted()")
                .update();

        bed.postBatch(IntStream.rangeClosed(1, 4)
                .mapToObj(n -> bed.arrival(RETURN, refund("F-" + n, "1").put("orderId", "O" + n), null))
                .toList());

        assertThat(bed.balance("TEE", "S1")).startsWith("100/8#");
        assertThat(bed.sql
                        .sql("select case when is_called then last_value else 0 end from statements")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Misread, the refund has put four pieces among the damaged ones. */
    @Test
    void aRefundThatWasMisreadReleasesWhenItIsReposted() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0"));
        mappings.active = 3;
        UUID refund = bed.post(RETURN, refund("F-1", "1").put("location", "S9")).get(0);
        mappings.active = 2;
        assertThat(bed.balance("TEE", "S1")).startsWith("10/3#");
        bed.clock.advance(Duration.ofMinutes(1));

        RepostBed reposts = new RepostBed(bed, mappings);
        RepostRun run = reposts.repost(2, List.of(refund));

        assertThat(reposts.refusals(run)).isEmpty();
        assertThat(bed.balance("TEE", "S1")).startsWith("10/2#");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
    }

    /** Misread, one of six has left. */
    @Test
    void anOrderOfWhichNothingWasRefundedIsRepostedWithItsMoney() {
        mappings.active = 3;
        UUID order = bed.post(ORDER, JournalIT.order(1, "0", "paid")).get(0);
        mappings.active = 2;
        assertThat(money()).contains("sales -16.66");
        bed.clock.advance(Duration.ofMinutes(1));

        RepostBed reposts = new RepostBed(bed, mappings);
        assertThat(reposts.refusals(reposts.repost(2, List.of(order)))).isEmpty();

        assertThat(money()).containsExactly("card_clearing 119.00", "customer_deposits -119.00");
    }

    /** {@code account debit-credit}, accounts that are even left out. */
    private List<String> money() {
        LocalDate day = LocalDate.parse("2026-11-21");
        return new JournalQueries(bed.sql)
                .trialBalance(day, day, null).stream()
                        .filter(row -> row.debit().compareTo(row.credit()) != 0)
                        .map(row -> row.account().word() + " "
                                + row.debit().subtract(row.credit()).toPlainString())
                        .sorted()
                        .toList();
    }

    @Test
    void anOrderThatIsRepostedKeepsWhatWasRefundedOfIt() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        mappings.active = 3;
        UUID order =
                bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "3", "0")).get(0);
        mappings.active = 2;
        bed.post(RETURN, refund("F-1", "1"));
        assertThat(line().cancelled()).isEqualByComparingTo("1");
        bed.clock.advance(Duration.ofMinutes(1));

        RepostBed reposts = new RepostBed(bed, mappings);
        assertThat(reposts.refusals(reposts.repost(2, List.of(order)))).isEmpty();

        assertThat(line().ordered()).isEqualByComparingTo("3");
        assertThat(bed.balance("TEE", "S1")).startsWith("10/2#");
    }
}
