package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.PRICE_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Each field of an item has one owner; what others say is compared and never applied. */
class FieldOwnersIT {

    private static final Map<String, String> OWNERS = Map.of(FieldOwners.FILE, """
            items:
              item: pim
              name: pim
              gtin: erp
              price: erp
            """);

    private final PostingBed bed = PostingBed.with(OWNERS, List.of());

    @Test
    void ofTwoSystemsEachSetsItsOwnFields() {
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 9).put("name", "Tee"));
        bed.post(
                ITEM_UPSERTED,
                from("erp", "TEE", 1).put("gtin", "00036000291452").put("category", "shirts"));

        assertThat(items()).containsExactly("TEE Tee 00036000291452 shirts");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void whatAnotherSaysIsComparedAndNeverApplied() {
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 1).put("name", "Tee"));
        UUID same = bed.post(ITEM_UPSERTED, from("shop", "TEE", 5).put("name", "Tee"))
                .get(0);
        assertThat(conflicts()).isEmpty();
        List<UUID> others = bed.post(ITEM_UPSERTED, from("shop", "TEE", 6).put("name", "TEE!!"));

        assertThat(bed.state(same)).isEqualTo("posted");
        assertThat(others).extracting(bed::state).containsExactly("posted");
        assertThat(items()).containsExactly("TEE Tee - -");
        assertThat(conflicts())
                .containsExactly("not_owner TEE/name {\"sku\":\"TEE\",\"field\":\"name\",\"connection\":\"shop\","
                        + "\"said\":\"TEE!!\",\"has\":\"Tee\"}");
    }

    @Test
    void anItemThatItsOwnerHasNotNamedIsNotThere() {
        bed.post(ITEM_UPSERTED, from("shop", "TEE", 1).put("name", "Tee"));

        assertThat(items()).isEmpty();
        assertThat(conflicts()).singleElement().asString().startsWith("not_owner TEE/item");
    }

    @Test
    void theRevisionsOfTwoOwnersDoNotCompare() {
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 1000).put("name", "Tee"));
        bed.post(ITEM_UPSERTED, from("erp", "TEE", 2).put("gtin", "00036000291452"));
        bed.post(ITEM_UPSERTED, from("erp", "TEE", 1).put("gtin", "04006381333931"));
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 1001).put("name", "T-Shirt"));
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 999).put("name", "old"));

        assertThat(items()).containsExactly("TEE T-Shirt 00036000291452 -");
    }

    @Test
    void aLockedFieldIsSetByNobody() {
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 1).put("name", "Tee"));
        bed.sql
                .sql("insert into item_lock values ('TEE', 'name', 'ana', now())")
                .update();
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 2).put("name", "other").put("category", "shirts"));

        assertThat(items()).containsExactly("TEE Tee - shirts");
    }

    @Test
    void aPriceOfASystemThatDoesNotOwnPricesIsAConflict() {
        bed.post(ITEM_UPSERTED, from("pim", "TEE", 1));
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90").put("system", "erp"));
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-02T00:00:00Z", "19.9").put("system", "shop"));
        bed.post(
                PRICE_CHANGED,
                ItemPricesIT.price("TEE", "2026-11-03T00:00:00Z", "9.90").put("system", "shop"));

        assertThat(list("select amount::text from item_price")).containsExactly("19.90");
        assertThat(conflicts())
                .containsExactly("not_owner TEE/price {\"sku\":\"TEE\",\"field\":\"price\",\"connection\":\"shop\","
                        + "\"said\":\"9.9 EUR\",\"has\":\"19.9 EUR\"}");
    }

    @Test
    void withoutAnOwnerAnywhereAllAreTakenAtTheirWord() {
        PostingBed free = new PostingBed();
        free.post(ITEM_UPSERTED, from("shop", "TEE", 1).put("name", "Tee"));
        free.post(ITEM_UPSERTED, from("other", "TEE", 2).put("name", "T-Shirt"));

        assertThat(free.sql.sql("select name from item").query(String.class).list())
                .containsExactly("T-Shirt");
        assertThat(free.count("conflict")).isZero();
    }

    @Test
    void allThatIsWrongInTheFileIsToldAtOnce() {
        Problems problems = new Problems();
        FieldOwners.read(
                HomeFiles.of(Map.of(FieldOwners.FILE, "items:\n  nam: pim\n  name: pin\n  gtin: ''\nother: 1\n")),
                bed.plans,
                problems);

        assertThat(problems.list())
                .extracting(Problem::rule)
                .containsExactlyInAnyOrder("unknown_key", "unknown_name", "no_owner", "unknown_key");
    }

    private static ObjectNode from(String system, String sku, int revision) {
        return ItemMasterIT.item(sku, revision).put("system", system);
    }

    private List<String> items() {
        return list("select concat_ws(' ', sku, coalesce(name, '-'), coalesce(gtin, '-'), coalesce(category, '-'))"
                + " from item order by 1");
    }

    private List<String> conflicts() {
        return list("select kind || ' ' || subject || ' ' || detail from conflict order by 1");
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
