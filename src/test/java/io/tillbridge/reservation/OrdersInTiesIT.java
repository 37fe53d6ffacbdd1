package io.tillbridge.reservation;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Events;
import io.tillbridge.posting.PostingBed;
import io.tillbridge.stock.DatedRows;
import io.tillbridge.stock.DatedRules;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RETAIL.md 1.9 between orders: each stands where its own day, fulfilment type and channel put it. */
class OrdersInTiesIT {

    private final PostingBed posting = PostingBed.with(
            Map.of("config/availability.yaml", "channels: [{id: web, destinations: [shop]}]\n"), List.of());
    private final ReservationBed bed = new ReservationBed(posting);
    private int received;

    @AfterEach
    void close() {
        bed.claimedIsTheSumOfOpenClaims();
        bed.close();
    }

    private void receive(String location, String quantity) {
        if (received == 0) {
            posting.addItems("MUG");
        }
        posting.post(
                STOCK_RECEIVED,
                Events.received("r-" + ++received, "MUG", quantity).put("location", location));
    }

    private void order(String id, int revision, String fulfilment, String day) {
        ObjectNode order = Events.order(id, revision, "open", "MUG", "1", "0").put("fulfilment", fulfilment);
        posting.post(ORDER, day.isEmpty() ? order : order.put("promisedAt", day + "T12:00:00Z"));
    }

    private List<String> atRisk() {
        return posting.sql.sql("""
                select c.reference || ' ' || r.rule from promise_risk r join stock_claim c using (claim_key) order by 1
                """).query(String.class).list();
    }

    private List<String> claims() {
        return posting.sql.sql("""
                        select reference || ' ' || coalesce(fulfilment, '-') || ' ' || channel || ' '
                               || coalesce(to_char(promised_at at time zone 'UTC', 'MM-DD'), '-')
                          from stock_claim order by claim_key
                        """).query(String.class).list();
    }

    @Test
    void whoWasPromisedTheLaterDayLosesThoughHeOrderedFirst() {
        receive("S1", "2");
        order("o-1", 1, "ship_from_warehouse", "2026-11-28");
        order("o-2", 1, "ship_from_warehouse", "2026-11-23");

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("o-1 later_promise");
    }

    @Test
    void whoFetchesIsSparedWhereAnotherLocationCanServeTheOther() {
        receive("S1", "2");
        receive("S2", "5");
        order("o-1", 1, "ship_from_warehouse", "");
        order("o-2", 1, "pickup", "");

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("o-1 served_elsewhere");
    }

    @Test
    void aPromiseOfALowerPenaltyLosesBeforeAMarketplaces() {
        receive("S1", "2");
        order("o-1", 1, "ship_from_warehouse", "");
        order("o-2", 1, "marketplace", "");

        posting.post(SALE, Events.sale("0001", "MUG", "1"));

        assertThat(atRisk()).containsExactly("o-1 lower_penalty");
    }

    @Test
    void anotherDayOrTypeOfARevisionIsTheClaimsAndARepetitionChangesNothing() {
        receive("S1", "2");
        order("o-1", 1, "ship_from_warehouse", "2026-11-28");
        assertThat(claims()).containsExactly("o-1 ship_from_warehouse web 11-28");
        String balance = posting.balance("MUG", "S1");

        order("o-1", 2, "pickup", "2026-11-29");
        assertThat(claims()).containsExactly("o-1 pickup web 11-29");
        order("o-1", 1, "ship_from_warehouse", "2026-11-28");

        assertThat(claims()).as("an older revision").containsExactly("o-1 pickup web 11-29");
        assertThat(posting.balance("MUG", "S1")).isEqualTo(balance);
    }

    @Test
    void aLineMaySayAnotherTypeAndAnOrderNone() {
        receive("S1", "2");
        ObjectNode order = Events.order("o-1", 1, "open", "MUG", "1", "0").put("fulfilment", "pickup");
        ((ObjectNode) order.path("lines").get(0)).put("fulfilment", "locker");
        posting.post(ORDER, order, Events.order("o-2", 1, "open", "MUG", "1", "0"));

        assertThat(claims()).containsExactly("o-1 locker web -", "o-2 - web -");
    }

    @Test
    void whatAnOrderWantsLaterIsNotDueToday() throws SQLException {
        receive("S1", "2");
        order("o-1", 1, "ship_from_warehouse", "2026-11-28");
        order("o-2", 1, "ship_from_warehouse", "");

        var dated = Transactions.in(
                posting.database,
                tx -> DatedRows.of(tx, List.of("MUG"), DatedRules.PLAIN, PostingBed.NOW, ZoneOffset.UTC));

        assertThat(dated.claims()).singleElement().satisfies(claim -> {
            assertThat(claim.due()).hasToString("2026-11-28");
            assertThat(claim.quantity()).isEqualByComparingTo("1");
        });
    }
}
