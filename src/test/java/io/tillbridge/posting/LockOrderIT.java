package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A batch with counts and one of sales take the same balances. The sales hold the first of them: a batch that waits for it
 * holds none of the later ones, or each would wait for the other.
 */
class LockOrderIT {

    @ParameterizedTest(name = "{0} before {1}, balance of {0} known: {2}")
    @CsvSource({"A, Z, true", "A, Z, false", "B, a, true", "\uD83D\uDE00, \uFF5E, true"})
    void aBatchWithCountsTakesItsBalancesInTheOrderOfAllOthers(String first, String last, boolean known)
            throws Exception {
        PostingBed bed = new PostingBed(first, last);
        bed.post(STOCK_RECEIVED, Events.received("R-1", last, "10"));
        if (known) {
            bed.post(STOCK_RECEIVED, Events.received("R-2", first, "10"));
        }
        CompletableFuture<Void> counts;
        try (Connection sales = bed.database.getConnection()) {
            sales.setAutoCommit(false);
            sale(sales, first);
            counts = CompletableFuture.runAsync(() -> bed.postBatch(List.of(
                    bed.arrival(SALE, Events.sale("0001", first, "1"), null),
                    bed.arrival(STOCK_SNAPSHOT, Events.snapshot(last, "7", "2026-11-21T10:30:00Z"), null))));
            bed.untilOneWaitsForALock();

            assertThatCode(() -> sale(sales, last)).doesNotThrowAnyException();
            sales.commit();
        }
        counts.get();
        assertThat(bed.balance(last, "S1")).startsWith("7/0#");
        assertThat(bed.balance(first, "S1")).startsWith(known ? "8/0#" : "-2/0#");
    }

    private static void sale(Connection sales, String sku) throws SQLException {
        try (Statement statement = sales.createStatement()) {
            statement.execute("set local lock_timeout = '300ms'");
            statement.execute("insert into stock_balance as b (sku, location, sellable, changed_at) values ('" + sku
                    + "', 'S1', -1, now()) on conflict (sku, location) do update set sellable = b.sellable - 1");
        }
    }
}
