package io.tillbridge.catalog;

import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.catalog.CrossReferences.Link;
import io.tillbridge.catalog.CrossReferences.Remote;
import io.tillbridge.platform.Columns;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** The items the books know: a message that names another SKU is held until the item is here. */
@Component
public final class ItemMaster {

    private static final String KNOWN = "select sku from item where sku = any (?::text[])";

    private static final String REVISIONS =
            "select sku, connection, revision from item_source where sku = any (?::text[])";

    private static final String REVISED = """
            insert into item_source as i (sku, connection, revision)
            select s, c, r from unnest(?::text[], ?::text[], ?::numeric[]) as row (s, c, r) order by s, c
            on conflict (sku, connection) do update set revision = greatest(i.revision, excluded.revision)
            """;

    private final CrossReferences references;
    private final Ownership ownership;
    private final Clock clock;

    public ItemMaster(CrossReferences references, Ownership ownership, Clock clock) {
        this.references = references;
        this.ownership = ownership;
        this.clock = clock;
    }

    /**
     * What came of items.
     *
     * @param doubts what a person must look at
     * @param changes of cells, which destinations are told, by the last that made them
     * @param unknown SKUs of which there is no item, because no owner has named it
     */
    public record Upserted(List<ItemDoubt> doubts, Map<ItemUpserted, ItemChange> changes, Set<String> unknown) {

        /** Of nothing. */
        public static final Upserted NOTHING = new Upserted(List.of(), Map.of(), Set.of());

        public Upserted {
            doubts = List.copyOf(doubts);
            changes = Map.copyOf(changes);
            unknown = Set.copyOf(unknown);
        }
    }

    /** Which of some SKUs are items, in one query. */
    public Set<String> known(Connection connection, Collection<String> skus) throws SQLException {
        Set<String> known = new HashSet<>();
        if (skus.isEmpty()) {
            return known;
        }
        try (PreparedStatement statement = connection.prepareStatement(KNOWN)) {
            statement.setArray(1, connection.createArrayOf("text", skus.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getString(1));
                }
            }
        }
        return known;
    }

    /**
     * Records items and the ids by which their systems know them. An older revision than recorded changes nothing of the
     * item; so it is with the SKU of a remote id. A cell is set by its owner only, a locked one by nobody, and a code that
     * another item has is left out.
     *
     * @param items in the order in which they came
     */
    public Upserted upsert(Connection transaction, Collection<ItemUpserted> items) throws SQLException {
        if (items.isEmpty()) {
            return Upserted.NOTHING;
        }
        Set<String> skus = new TreeSet<>();
        Set<String> addable = new TreeSet<>();
        boolean coded = false;
        for (ItemUpserted item : items) {
            skus.add(item.sku());
            coded |= item.gtin() != null || item.more().codes() != null;
            if (ownership.owns(item.system(), ItemField.ITEM)) {
                addable.add(item.sku());
            }
        }
        if (coded) {
            CodeOwners.lock(transaction);
        }
        Instant now = clock.instant();
        Map<String, ItemState> states = ItemRows.hold(transaction, skus, addable, now);
        revisions(transaction, states);
        ItemMerge merge = new ItemMerge(ownership, states);
        merge.all(items);
        List<ItemDoubt> doubts = new ArrayList<>(merge.doubts());
        for (CodeOwners.Taken taken : CodeOwners.hand(transaction, merge.recoded(), now)) {
            doubts.add(new ItemDoubt.GtinTaken(merge.namedCodes(taken.item()), taken.code(), taken.owner()));
        }
        ItemRows.write(transaction, merge.touched(), now);
        revised(transaction, states.values());
        doubts.addAll(link(transaction, items, states));
        skus.removeAll(states.keySet());
        return new Upserted(doubts, merge.changes(), skus);
    }

    /** Only where fields have owners; elsewhere the item's own revision counts. */
    private void revisions(Connection transaction, Map<String, ItemState> states) throws SQLException {
        if (!ownership.inForce()) {
            return;
        }
        try (PreparedStatement statement = transaction.prepareStatement(REVISIONS)) {
            statement.setArray(
                    1, transaction.createArrayOf("text", states.keySet().toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Objects.requireNonNull(states.get(rows.getString(1)))
                            .revisions
                            .put(rows.getString(2), rows.getBigDecimal(3));
                }
            }
        }
    }

    private void revised(Connection transaction, Collection<ItemState> states) throws SQLException {
        if (!ownership.inForce()) {
            return;
        }
        record Said(String sku, String connection, BigDecimal revision) {}
        List<Said> said = new ArrayList<>();
        states.forEach(state ->
                state.revisions.forEach((connection, revision) -> said.add(new Said(state.sku, connection, revision))));
        try (PreparedStatement statement = transaction.prepareStatement(REVISED)) {
            Columns.bind(statement, said, 1)
                    .text(Said::sku)
                    .text(Said::connection)
                    .decimal(Said::revision);
            statement.executeUpdate();
        }
    }

    private static boolean newer(ItemUpserted item, ItemUpserted before) {
        return item.revision().compareTo(before.revision()) >= 0;
    }

    /** Links are numbered as they come: revisions of two remote items say nothing about which of them came later. */
    private List<ItemDoubt> link(Connection transaction, Collection<ItemUpserted> items, Map<String, ItemState> states)
            throws SQLException {
        Map<Remote, ItemUpserted> named = new LinkedHashMap<>();
        for (ItemUpserted item : items) {
            for (ItemUpserted.Reference id : item.references()) {
                Remote remote = new Remote(item.system(), id.kind(), id.remoteId());
                ItemUpserted before = named.get(remote);
                if (before != null && !newer(item, before)) {
                    continue;
                }
                if (before != null && !before.sku().equals(item.sku())) {
                    named.remove(remote); // a new link comes last
                }
                named.put(remote, item);
            }
        }
        List<Link> links = new ArrayList<>();
        named.forEach((remote, item) -> {
            ItemState state = states.get(item.sku());
            String merged = state == null ? null : state.mergedInto;
            links.add(new Link(
                    remote,
                    merged == null ? item.sku() : merged,
                    item.revision().order()));
        });
        references.put(transaction, links);
        List<ItemDoubt> doubts = new ArrayList<>();
        for (CrossReferences.Older older : references.older(transaction, named.keySet())) {
            doubts.add(new ItemDoubt.SeveralIds(Objects.requireNonNull(named.get(older.remote())), older));
        }
        return doubts;
    }
}
