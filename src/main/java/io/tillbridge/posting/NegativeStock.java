package io.tillbridge.posting;

import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.Balance;
import io.tillbridge.stock.NegativesEnded;
import io.tillbridge.stock.StockKey;
import java.util.List;

/**
 * Goods that were sold although the records do not know them: the figure stays as it is, a person finds out why, and it is over
 * when the figure is. Pure: what a balance was follows from what it is and what was moved.
 */
final class NegativeStock {

    /** The kind of conflict. */
    static final String KIND = "negative_on_hand";

    private NegativeStock() {}

    /**
     * Raises one for each balance below zero, and ends it for each that no longer is.
     *
     * @param balances that changed, as they are after all movements of the effects
     */
    static void look(List<Balance> balances, Effects effects) {
        for (Balance balance : balances) {
            if (balance.onHand().signum() < 0) {
                effects.conflicts.add(of(balance, effects));
            }
        }
        for (StockKey key : NegativesEnded.of(balances, effects.movements)) {
            effects.settled.add(new Conflicts.Settled(KIND, subject(key.sku(), key.location())));
        }
    }

    private static Conflicts.Conflict of(Balance balance, Effects effects) {
        return new Conflicts.Conflict(
                KIND,
                subject(balance.sku(), balance.location()),
                effects.cause(balance.sku(), balance.location()).messageId(),
                ExactJson.nodes()
                        .objectNode()
                        .put("onHand", balance.onHand().toPlainString())
                        .toString());
    }

    private static String subject(String sku, String location) {
        return sku + "@" + location;
    }
}
