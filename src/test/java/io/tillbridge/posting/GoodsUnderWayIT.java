package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_TRANSFER_SENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.books.JournalCheck;
import io.tillbridge.books.JournalQueries;
import io.tillbridge.stock.TransferKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goods are worth while they are under way between locations (RETAIL 1.13), by store. */
class GoodsUnderWayIT {

    private static final LocalDate DAY = LocalDate.parse("2026-11-21");

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private void cost(@Nullable String cost) {
        bed.sql
                .sql("update item set cost = ?, cost_currency = 'EUR'")
                .param(cost == null ? null : new BigDecimal(cost))
                .update();
    }

    private void sent(String id, String quantity) {
        bed.post(STOCK_TRANSFER_SENT, Transferred.sent(id, "T", "TEE", quantity));
    }

    private void received(String id, String quantity) {
        bed.post(STOCK_TRANSFER_RECEIVED, Transferred.received(id, "T", "TEE", quantity));
    }

    /** Debits less credits of a store's accounts; null: of all stores. */
    private String trial(@Nullable String store) {
        return new JournalQueries(bed.sql)
                .trialBalance(DAY, DAY.plusDays(1), store).stream()
                        .filter(row -> row.debit().compareTo(row.credit()) != 0)
                        .map(row -> row.account().word() + " "
                                + row.debit().subtract(row.credit()).toPlainString())
                        .collect(Collectors.joining(", "));
    }

    @Test
    void whatIsSentLeavesTheInventoryOfItsStoreAndIsTheOthersWhenItArrives() {
        cost("60");
        sent("1", "10");
        assertThat(trial("S1")).isEqualTo("in_transit 600.00, inventory -600.00");

        received("2", "4");
        assertThat(trial("S1")).isEqualTo("in_transit 600.00, inventory -600.00");
        assertThat(trial("S2")).isEqualTo("in_transit -240.00, inventory 240.00");
        assertThat(trial(null)).isEqualTo("in_transit 360.00, inventory -360.00");

        received("3", "6");
        assertThat(trial("S2")).isEqualTo("in_transit -600.00, inventory 600.00");
        assertThat(trial(null)).isEmpty();
    }

    @Test
    void whatIsLostIsMissedWhereItWasSentFrom() {
        cost("60");
        sent("1", "10");
        received("2", "7");
        bed.consignments.close(new TransferKey("shop", "T"), "api:ana", "stolen");

        assertThat(trial("S1")).isEqualTo("in_transit 420.00, inventory -600.00, shrink 180.00");
        assertThat(trial("S2")).isEqualTo("in_transit -420.00, inventory 420.00");
        assertThat(trial("")).isEmpty();
        assertThat(trial(null)).isEqualTo("inventory -180.00, shrink 180.00");
    }

    @Test
    void goodsArriveAtTheCostAtWhichTheyLeft() {
        cost("60");
        sent("1", "2");
        cost("75");
        received("2", "1");
        cost(null);
        received("3", "1");

        assertThat(trial("S2")).isEqualTo("in_transit -120.00, inventory 120.00");
        assertThat(trial(null)).isEmpty();
    }

    @Test
    void partsOfAFineCostAddUpInWhateverOrderTheyCome() {
        cost("0.333");
        List<List<Integer>> orders = TransfersIT.permutations(List.of(0, 1, 2, 3));
        for (int n = 0; n < orders.size(); n++) {
            for (int each : orders.get(n)) {
                String id = n + "-" + each;
                bed.post(
                        each == 0 ? STOCK_TRANSFER_SENT : STOCK_TRANSFER_RECEIVED,
                        each == 0
                                ? Transferred.sent(id, "T" + n, "TEE", "3")
                                : Transferred.received(id, "T" + n, "TEE", "1"));
            }
            assertThat(trial(null)).as(orders.get(n).toString()).isEmpty();
        }
        assertThat(new JournalCheck(bed.sql).findings(10)).isEmpty();
    }

    @Test
    void goodsThatLeftWithoutACostArriveWithoutOne() {
        sent("1", "2");
        cost("60");
        received("2", "1");
        bed.consignments.close(new TransferKey("shop", "T"), "api:ana", "stolen");

        assertThat(trial(null)).isEqualTo("inventory -60.00, shrink 60.00");
        assertThat(bed.count("journal_entry, jsonb_array_elements(lines) l where l ->> 'a' = 'in_transit'"))
                .isZero();
    }

    @Test
    void aRepostedSendingLeavesNothingUnderWay() {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed wrong = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(wrong, mappings);
        wrong.sql
                .sql("update item set cost = case sku when 'CAP' then 0.333 else 0.777 end, cost_currency = 'EUR'")
                .update();
        mappings.active = 3;
        ObjectNode closing = Transferred.received("3", "T", "MUG", "2").put("closed", true);
        List<UUID> all = wrong.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "MUG", "7"));
        wrong.post(STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "MUG", "3"));
        wrong.post(STOCK_TRANSFER_RECEIVED, closing);

        assertThat(all).hasSize(1);
        reposts.repost(2, reposts.stamped(3));

        PostingBed right = new PostingBed("MUG");
        right.sql.sql("update item set cost = 0.777, cost_currency = 'EUR'").update();
        right.post(STOCK_TRANSFER_SENT, Transferred.sent("1", "T", "MUG", "7"));
        right.post(STOCK_TRANSFER_RECEIVED, Transferred.received("2", "T", "MUG", "3"));
        right.post(STOCK_TRANSFER_RECEIVED, closing);
        assertThat(byStore(wrong)).isEqualTo(byStore(right)).contains("S2 shrink 1.55");
        assertThat(new JournalCheck(wrong.sql).findings(10)).isEmpty();
    }

    private static String byStore(PostingBed bed) {
        return bed.sql.sql("""
                        select coalesce(string_agg(store || ' ' || a || ' ' || v, ', ' order by store, a), '') from (
                            select store, l.a, sum(l.v) as v
                              from journal_entry, jsonb_to_recordset(lines) as l (a text, v numeric)
                             group by 1, 2 having sum(l.v) <> 0) as sums""").query(String.class).single();
    }
}
