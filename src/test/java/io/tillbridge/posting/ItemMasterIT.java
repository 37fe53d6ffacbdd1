package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.OutboundFlow;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the master keeps of an item, and that a code belongs to one item and pack. */
class ItemMasterIT {

    private static final String GTIN = "00036000291452";
    private static final String CASE = "10036000291459";

    private final PostingBed bed = new PostingBed(List.of(
            ShopPlans.outbound("items", ITEM, List.of("sku"), new OutboundFlow.Collapse(Duration.ZERO, 100)),
            ShopPlans.outbound("every", ITEM, List.of("sku"), null)));

    @Test
    void everyCellOfAnItemIsKept() {
        ObjectNode item = item("TEE", 1)
                .put("name", "Tee")
                .put("category", "clothing/shirts")
                .put("unit", "piece")
                .put("kind", "variant")
                .put("parent", "TEES")
                .put("taxCategory", "standard")
                .put("abcClass", "A");
        item.putArray("options").addObject().put("name", "size").put("value", "M");
        item.putObject("cost").put("amount", "12.500").put("currency", "EUR");
        bed.post(ITEM_UPSERTED, item);

        assertThat(list("select concat_ws('|', name, category, unit, kind, parent, options, tax_category, abc_class,"
                        + " trim_scale(cost), cost_currency, sequence) from item"))
                .containsExactly(
                        "Tee|clothing/shirts|piece|variant|TEES|[{\"name\":\"size\",\"value\":\"M\"}]|standard|A"
                                + "|12.5|EUR|1");
    }

    @Test
    void aCellThatIsLeftOutStaysAndAnEmptyListEmpties() {
        ObjectNode bundle = bundle("SET", 1, "TEE", "2", "MUG", "0.5").put("name", "Set");
        bed.post(ITEM_UPSERTED, bundle);
        bed.post(ITEM_UPSERTED, item("SET", 2).put("category", "sets"));
        assertThat(components()).containsExactly("SET MUG 0.5", "SET TEE 2");

        ObjectNode emptied = item("SET", 3);
        emptied.putArray("components");
        bed.post(ITEM_UPSERTED, emptied);

        assertThat(components()).isEmpty();
        assertThat(list("select concat_ws('|', name, category, kind, sequence) from item"))
                .containsExactly("Set|sets|bundle|3");
    }

    /** Failure catalogue, row 14: what a bundle is made of is data, exact and once per component. */
    @Test
    void theComponentsOfABundleAreReplacedAsAWhole() {
        bed.post(ITEM_UPSERTED, bundle("SET", 1, "TEE", "2", "MUG", "1"));
        bed.post(ITEM_UPSERTED, bundle("SET", 2, "MUG", "1", "MUG", "1.50"));

        assertThat(components()).containsExactly("SET MUG 2.5");
    }

    @Test
    void aBundleOfNothingOrLessIsRefused() {
        UUID wrong = bed.post(ITEM_UPSERTED, bundle("SET", 1, "TEE", "0", "MUG", "1"))
                .get(0);

        assertThat(bed.state(wrong)).startsWith("dead");
        assertThat(bed.count("item")).isZero();
    }

    /** Failure catalogue, row 22: one item under two ways of writing its barcode is one. */
    @Test
    void oneBarcodeWrittenTwoWaysIsOneCodeAndASecondItemWithItIsReviewed() {
        bed.post(ITEM_UPSERTED, coded(item("TEE", 1), "036000291452", "1", "0036000291452", "1", CASE, "12"));
        List<UUID> clash = bed.post(ITEM_UPSERTED, coded(item("TEE-2", 1), "36000291452", "1", GTIN, "1"));

        assertThat(codes()).containsExactly(GTIN + " TEE gtin 1", CASE + " TEE gtin 12", "36000291452 TEE-2 other 1");
        assertThat(conflicts())
                .containsExactly("gtin_taken " + GTIN + "/TEE-2 " + clash.get(0) + " {\"gtin\":\"" + GTIN
                        + "\",\"sku\":\"TEE-2\",\"item\":\"TEE\"}");
    }

    @Test
    void aCodeIsNoOtherItemsGtinAndAGtinNoOtherItemsCode() {
        bed.post(ITEM_UPSERTED, item("TEE", 1).put("gtin", GTIN), coded(item("MUG", 1), CASE, "6"));
        bed.post(
                ITEM_UPSERTED,
                coded(item("MUG", 2), GTIN, "1", CASE, "6"),
                item("CAP", 1).put("gtin", CASE));

        assertThat(codes()).containsExactly(CASE + " MUG gtin 6");
        assertThat(list("select sku || ' ' || coalesce(gtin, 'none') from item order by 1"))
                .containsExactly("CAP none", "MUG none", "TEE " + GTIN);
        assertThat(conflicts()).hasSize(2);
    }

    @Test
    void anItemThatNamesOtherCodesFreesThoseItHadAndKeepsAPersons() {
        bed.post(ITEM_UPSERTED, coded(item("TEE", 1), CASE, "12"));
        bed.sql
                .sql("insert into item_code (code, sku, kind, source, added_at)"
                        + " values ('0400000000014', 'TEE', 'internal', 'person', now())")
                .update();
        bed.post(ITEM_UPSERTED, coded(item("TEE", 2), GTIN, "1"), coded(item("MUG", 1), CASE, "12"));

        assertThat(codes())
                .containsExactly(GTIN + " TEE gtin 1", "0400000000014 TEE internal 1", CASE + " MUG gtin 12");
        assertThat(conflicts()).isEmpty();
    }

    /** Failure catalogue, row 23: what a source calls GTIN and is not one never enters that table. */
    @Test
    void aNumberOfRestrictedCirculationIsNoGtin() {
        bed.post(ITEM_UPSERTED, item("CHEESE", 1).put("gtin", "02100001000004"));

        assertThat(list("select coalesce(gtin, 'none') from item")).containsExactly("none");
        assertThat(codes()).containsExactly("2100001000004 CHEESE restricted 1");
    }

    @Test
    void aChangedItemIsToldToAllButTheSystemThatChangedIt() {
        bed.post(ITEM_UPSERTED, item("TEE", 1).put("name", "Tee"));
        assertThat(bed.count("outbox_lane")).as("its own system knows it").isZero();

        bed.post(ITEM_UPSERTED, item("TEE", 2).put("system", "pim").put("name", "T-Shirt"));
        bed.post(ITEM_UPSERTED, item("TEE", 3).put("system", "pim").put("name", "T-Shirt"));

        assertThat(list("select sequence || ' ' || document from outbox_entry"))
                .containsExactly("2 {\"sku\":\"TEE\",\"name\":\"T-Shirt\",\"sequence\":2}");
        assertThat(list("select destination || ' ' || sequence from outbox_lane order by 1"))
                .containsExactly("shop.every 2", "shop.items 2");
    }

    @Test
    void revisionsOfOneItemInOneBatchAndInTwoGiveTheSame() {
        bed.post(
                ITEM_UPSERTED,
                item("TEE", 2).put("name", "new"),
                item("TEE", 1).put("name", "old"),
                item("MUG", 1).put("category", "kept"),
                item("MUG", 2).put("name", "Mug"));

        assertThat(list("select sku || ' ' || name || ' ' || coalesce(category, '-') from item order by 1"))
                .containsExactly("MUG Mug kept", "TEE new -");
    }

    @Test
    void anItemThatAnotherTransactionAddsMeanwhileIsNotOverwrittenByAnOlderRevision() throws Exception {
        CompletableFuture<List<UUID>> older;
        try (Connection other = bed.database.getConnection()) {
            other.setAutoCommit(false);
            bed.items.upsert(other, List.of(Events.event(item("TEE", 2).put("name", "new"))));
            older = CompletableFuture.supplyAsync(
                    () -> bed.post(ITEM_UPSERTED, item("TEE", 1).put("name", "old")));
            bed.untilOneWaitsForALock();
            other.commit();
        }
        older.get();

        assertThat(list("select name || ' ' || revision from item")).containsExactly("new 2");
    }

    static ObjectNode item(String sku, int revision) {
        return Events.item(sku, revision).put("id", sku);
    }

    private static ObjectNode bundle(String sku, int revision, String... parts) {
        ObjectNode bundle = item(sku, revision).put("kind", "bundle");
        var components = bundle.putArray("components");
        for (int i = 0; i < parts.length; i += 2) {
            components.addObject().put("sku", parts[i]).put("quantity", parts[i + 1]);
        }
        return bundle;
    }

    private static ObjectNode coded(ObjectNode item, String... codes) {
        var array = item.putArray("codes");
        for (int i = 0; i < codes.length; i += 2) {
            array.addObject().put("code", codes[i]).put("units", codes[i + 1]);
        }
        return item;
    }

    private List<String> components() {
        return list("select sku || ' ' || component || ' ' || trim_scale(quantity) from item_component order by 1");
    }

    private List<String> codes() {
        return list("select code || ' ' || sku || ' ' || kind || ' ' || trim_scale(units) from item_code"
                + " order by code collate \"C\"");
    }

    private List<String> conflicts() {
        return list("select kind || ' ' || subject || ' ' || message_id || ' ' || detail from conflict order by 1");
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
