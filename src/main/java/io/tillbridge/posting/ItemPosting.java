package io.tillbridge.posting;

import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemDoubt;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.mapping.ExactJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Posts the items of a batch; what systems say of them that cannot be true of one item becomes a conflict. */
@Component
final class ItemPosting {

    private final ItemMaster items;

    ItemPosting(ItemMaster items) {
        this.items = items;
    }

    void post(Connection transaction, Effects effects) throws SQLException {
        for (ItemDoubt doubt : items.upsert(transaction, effects.items.keySet())) {
            effects.conflicts.add(conflict(doubt, Objects.requireNonNull(effects.items.get(doubt.item()))));
        }
    }

    private static Conflicts.Conflict conflict(ItemDoubt doubt, UUID messageId) {
        if (doubt instanceof ItemDoubt.GtinTaken taken) {
            return new Conflicts.Conflict(
                    "gtin_taken",
                    taken.gtin() + "/" + taken.item().sku(),
                    messageId,
                    ExactJson.nodes()
                            .objectNode()
                            .put("gtin", taken.gtin())
                            .put("sku", taken.item().sku())
                            .put("item", taken.owner())
                            .toString());
        }
        ItemDoubt.SeveralIds several = (ItemDoubt.SeveralIds) doubt;
        Remote alive = several.alive().remote();
        return new Conflicts.Conflict(
                "several_remote_ids",
                alive.connection() + "/" + alive.kind() + "/" + several.alive().localId(),
                messageId,
                ExactJson.nodes()
                        .objectNode()
                        .put("told", several.alive().told())
                        .put("alive", alive.remoteId())
                        .toString());
    }
}
