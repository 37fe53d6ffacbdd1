package io.tillbridge.verification;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.posting.Traceable;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Books that posting wrote keep every law; each figure that somebody spoils is found by its key. */
class BooksVerificationIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");
    private final BooksVerification verification = VerificationBed.over(bed.database, bed.clock);

    @BeforeEach
    void someBooks() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"), Events.received("R-2", "MUG", "5"));
        ObjectNode sale = Events.sale("0001", "TEE", "2");
        ObjectNode totals = sale.putObject("totals");
        totals.putObject("grand").put("amount", "20.00").put("currency", "EUR");
        sale.putArray("tenders").addObject().put("kind", "cash").set("amount", totals.path("grand"));
        bed.post(SALE, sale);
        bed.post(RETURN, Events.returned("T-1", "TEE", "1", "damaged"));
        bed.post(ORDER, Events.order("O|1", 1, "open", "TEE", "4", "1"));
        bed.post(ORDER, Events.order("O|1", 3, "open", "TEE", "4", "3"));
        bed.post(ORDER, Events.order("O|1", 2, "open", "TEE", "4", "2").put("location", "S2"));
        bed.post(ORDER, Events.order("O2", 1, "completed", "MUG", "1", "1"));
        assertThat(found()).isEmpty();
    }

    @Test
    void aBalanceThatIsNotTheSumOfItsMovements() {
        spoil("update stock_balance set damaged = damaged + 2 where sku = 'TEE' and location = 'S1'");
        assertThat(found()).containsExactly("balance TEE@S1 damaged: 1 not 3", "conservation TEE: 6 not 8");
    }

    @Test
    void aBalanceInAnotherBucketOrGone() {
        spoil(
                "update stock_balance set sellable = sellable - 1, display = display + 1 where sku = 'TEE' and location = 'S1'");
        spoil("delete from stock_balance where sku = 'MUG'");
        assertThat(found())
                .containsExactly(
                        "balance MUG@S1 sellable: 4 not 0",
                        "balance TEE@S1 display: 0 not 1",
                        "balance TEE@S1 sellable: 6 not 5",
                        "conservation MUG: 4 not 0");
    }

    @Test
    void aLotThatIsNotTheSumOfItsMovements() {
        bed.post(STOCK_RECEIVED, Traceable.lot(Events.received("R-3", "MUG", "5"), "L-1", null));
        spoil("update stock_lot set quantity = 4");
        assertThat(found()).containsExactly("lot MUG@S1 sellable L-1: 5 not 4");
    }

    @Test
    void aMovementThatChangedBehindItsBalance() {
        spoil("update stock_movement set quantity = 7 where sku = 'MUG' and reason = 'receipt'");
        assertThat(found()).containsExactly("balance MUG@S1 sellable: 6 not 4", "conservation MUG: 6 not 4");
    }

    @Test
    void aClaimedTotalThatIsNotTheSumOfTheClaims() {
        spoil("update stock_balance set claimed = 0 where sku = 'TEE' and location = 'S1'");
        assertThat(found()).containsExactly("claimed TEE@S1: 1 not 0");
    }

    @Test
    void aClaimThatItsOrdersLineDoesNotSay() {
        spoil("update stock_claim set quantity = 2 where quantity > 0");
        assertThat(found()).containsExactly("claimed TEE@S1: 2 not 1", "order_line order|shop|O|1|L1: 1 not 2");
    }

    @Test
    void aClaimOfALineThatIsNot() {
        spoil("update stock_claim set line_id = 'L9', claim_key = 'order|shop|O|1|L9' where quantity > 0");
        assertThat(found())
                .containsExactlyInAnyOrder(
                        "order_line order|shop|O|1|L1: 1 not 0", "order_claim order|shop|O|1|L9: 0 not 1");
    }

    @Test
    void goodsThatLeftOtherwiseThanTheOrderSays() {
        spoil("update sales_order set departures = replace(departures, '\"S2\"', '\"S1\"') where order_id = 'O|1'");
        assertThat(found())
                .containsExactly(
                        "order_departure order|shop|O|1 TEE@S1: 3 not 2",
                        "order_departure order|shop|O|1 TEE@S2: 0 not 1");
    }

    /** Of four mugs two orders have two each; three are sold, so one is left: one of O3 is at risk and both of O4. */
    private void twoPromisesAtRisk() {
        bed.post(ORDER, Events.order("O3", 1, "open", "MUG", "2", "0"));
        bed.post(ORDER, Events.order("O4", 1, "open", "MUG", "2", "0"));
        bed.post(SALE, Events.sale("0002", "MUG", "3"));
        assertThat(bed.count("promise_risk")).isEqualTo(2);
    }

    @Test
    void aPromiseAtRiskThatThereAreGoodsFor() {
        twoPromisesAtRisk();
        spoil("update promise_risk set quantity = 1.5 where claim_key = 'order|shop|O4|L1'");
        assertThat(found()).as("the sweep may be about to settle it").isEmpty();

        bed.clock.advance(PromiseRiskCheck.SETTLES.plusSeconds(1));
        assertThat(found()).containsExactly("promise_risk MUG@S1: 3 not 2.5");
    }

    @Test
    void aPromiseAtRiskThatIsForgotten() {
        twoPromisesAtRisk();
        bed.clock.advance(PromiseRiskCheck.SETTLES.plusSeconds(1));
        assertThat(found()).isEmpty();

        spoil("delete from promise_risk where claim_key = 'order|shop|O4|L1'");
        assertThat(found())
                .containsExactly("promise_risk MUG@S1: 3 not 1", "promise_risk order|shop|O4|L1 task: 1 not 0");
    }

    @Test
    void aPromiseAtRiskWhoseClaimIsPickedOrGone() {
        twoPromisesAtRisk();
        spoil("update stock_claim set state = 'picked' where claim_key = 'order|shop|O4|L1'");
        spoil("update promise_risk set sku = 'TEE' where claim_key = 'order|shop|O3|L1'");
        bed.clock.advance(PromiseRiskCheck.SETTLES.plusSeconds(1));

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "promise_risk MUG@S1: 2 not 0",
                        "promise_risk order|shop|O3|L1: 0 not 1",
                        "promise_risk order|shop|O4|L1: 0 not 2");
    }

    @Test
    void anEntryWhoseDebitsAreNotItsCredits() {
        spoil("update journal_entry set lines = jsonb_set(lines, '{0,v}', '21')");
        assertThat(found())
                .hasSize(1)
                .allMatch(one -> one.startsWith("journal ") && one.contains(" unbalanced: 0 not "));
    }

    @Test
    void manyItemsAreLookedAtInRangesAndWhatLiesBehindTheLastBalanceIsSeen() throws SQLException {
        spoil("insert into stock_balance (sku, location, changed_at)"
                + " select 'N' || n, l, now() from generate_series(1000, 2499) n, unnest('{S1,S2}'::text[]) l");
        spoil("update stock_balance set sellable = 1 where sku in ('N1001', 'N2400') and location = 'S2'");
        spoil(
                "insert into stock_movement (message_id, sku, quantity, from_place, from_bucket, to_place, to_bucket, reason,"
                        + " occurred_at, posted_at) values (gen_random_uuid(), 'ZZZ', 3, 'supplier', 'sellable', 'S1', 'sellable',"
                        + " 'receipt', now(), now())");

        assertThat(found())
                .contains(
                        "balance N1001@S2 sellable: 0 not 1",
                        "balance N2400@S2 sellable: 0 not 1",
                        "balance ZZZ@S1 sellable: 3 not 0")
                .hasSize(6);
        assertThat(results().get(0).ranges()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void moreFindingsThanAreListedAreCounted() throws SQLException {
        spoil("insert into stock_balance (sku, location, claimed, changed_at)"
                + " select 'N' || n, 'S1', 1, now() from generate_series(1, 150) n");

        CheckResult claimed = results().get(1);
        assertThat(claimed.findings()).isEqualTo(150);
        assertThat(claimed.listed()).hasSize(BooksVerification.LISTED);
    }

    private void spoil(String statement) {
        assertThat(bed.sql.sql(statement).update()).isPositive();
    }

    private List<CheckResult> results() throws SQLException {
        return Objects.requireNonNull(verification.run());
    }

    private List<String> found() {
        try {
            return results().stream()
                    .flatMap(result -> result.listed().stream())
                    .map(one -> one.check() + " " + one.key() + ": " + one.expected() + " not " + one.found())
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
