package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.Amount;
import io.tillbridge.canonical.PriceChanged;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.catalog.ItemChange;
import io.tillbridge.catalog.ItemDoubt;
import io.tillbridge.catalog.ItemField;
import io.tillbridge.catalog.ItemMaster;
import io.tillbridge.catalog.ItemPrices;
import io.tillbridge.catalog.ItemText;
import io.tillbridge.catalog.Ownership;
import io.tillbridge.mapping.ExactJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts the items and prices of a batch; what systems say of them that cannot be true of one item, or that is not theirs to
 * say, becomes a conflict.
 */
@Component
final class ItemPosting {

    private final ItemMaster items;
    private final ItemPrices prices;
    private final Ownership ownership;
    private final Clock clock;

    ItemPosting(ItemMaster items, ItemPrices prices, Ownership ownership, Clock clock) {
        this.items = items;
        this.prices = prices;
        this.ownership = ownership;
        this.clock = clock;
    }

    /**
     * A changed item.
     *
     * @param messageId of the document that changed it
     */
    record Changed(ItemChange change, UUID messageId) {}

    /** Locks prices, then items; nothing is asked when the batch has none. Items that no owner named leave the effects. */
    void post(Connection transaction, Effects effects) throws SQLException {
        prices(transaction, effects);
        ItemMaster.Upserted upserted = items.upsert(transaction, effects.items.keySet());
        for (ItemDoubt doubt : upserted.doubts()) {
            effects.conflicts.add(conflict(doubt, Objects.requireNonNull(effects.items.get(doubt.item()))));
        }
        upserted.changes()
                .forEach((cause, change) -> effects.changedItems.add(
                        new Changed(change, Objects.requireNonNull(effects.items.get(cause)))));
        effects.items.keySet().removeIf(item -> upserted.unknown().contains(item.sku()));
    }

    void prices(Connection transaction, Effects effects) throws SQLException {
        if (effects.prices.isEmpty()) {
            return;
        }
        List<ItemPrices.Said> own = new ArrayList<>();
        for (ItemPrices.Said said : effects.prices) {
            if (ownership.owns(said.price().system(), ItemField.PRICE)) {
                own.add(said);
            } else {
                compare(transaction, said, effects);
            }
        }
        prices.put(transaction, own, clock.instant());
    }

    /** Only for a system that does not own prices, one query each: such a system is a mistake that somebody mends. */
    private void compare(Connection transaction, ItemPrices.Said said, Effects effects) throws SQLException {
        PriceChanged price = said.price();
        ItemPrices.Key key = said.key();
        Map<ItemPrices.Key, ItemPrices.Tier> counts = prices.inEffect(transaction, List.of(key), price.effectiveFrom());
        ItemPrices.Tier has = counts.get(key);
        Amount now = has == null ? null : has.price();
        boolean same = now != null
                && now.currency().equals(price.price().currency())
                && now.value().compareTo(price.price().value()) == 0;
        if (same == price.cancelled()) {
            effects.conflicts.add(notOwner(
                    price.sku(),
                    ItemField.PRICE,
                    price.system(),
                    ItemText.cost(price.price()),
                    now == null ? null : ItemText.cost(now),
                    said.messageId()));
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
        if (doubt instanceof ItemDoubt.NotOwner other) {
            return notOwner(
                    other.item().sku(), other.field(), other.item().system(), other.said(), other.has(), messageId);
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

    private static Conflicts.Conflict notOwner(
            String sku, ItemField field, String connection, String said, @Nullable String has, UUID messageId) {
        ObjectNode detail = ExactJson.nodes()
                .objectNode()
                .put("sku", sku)
                .put("field", field.word())
                .put("connection", connection)
                .put("said", said)
                .put("has", has);
        return new Conflicts.Conflict("not_owner", sku + "/" + field.word(), messageId, detail.toString());
    }
}
