package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalReader;
import io.tillbridge.canonical.ItemUpserted;
import io.tillbridge.message.ReadyDocument;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Systems know one item by several ids, and say of two items that they have one GTIN. */
class ItemPostingIT {

    private static final String GTIN = "00036000291452";
    private static final String OTHER_GTIN = "04006381333931";

    private final PostingBed bed = new PostingBed();

    @Test
    void theIdsOfTwoConnectionsAreBothKnownAlthoughTheirItemsComeTogether() {
        bed.post(
                ITEM_UPSERTED,
                item("a", "V1", "TEE", 1),
                item("b", "V2", "TEE", 2).put("system", "other"));

        assertThat(links()).containsExactlyInAnyOrder("shop V1 TEE", "other V2 TEE");
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void ofTwoLivingIdsOfOneConnectionTheOneThatCameLastIsToldAndAPersonHears() {
        List<UUID> posted = bed.post(ITEM_UPSERTED, item("b", "V2", "TEE", 2), item("a", "V1", "TEE", 1));

        assertThat(posted).extracting(bed::state).containsExactly("posted", "posted");
        assertThat(links()).containsExactly("shop V1 TEE", "shop V2 TEE");
        assertThat(conflicts())
                .containsExactly("several_remote_ids shop/shop.variation/TEE " + posted.get(0)
                        + " {\"told\":\"V1\",\"alive\":\"V2\"}");
        assertThat(told()).isEqualTo("V1");
    }

    @Test
    void whichIdIsToldDoesNotDependOnHowBatchesAreCut() {
        bed.post(ITEM_UPSERTED, item("b", "V2", "TEE", 2));
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 1));

        assertThat(told()).isEqualTo("V1");
    }

    @Test
    void aLateOlderRevisionDoesNotTakeARemoteIdOver() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE-2", 2));
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 1));

        assertThat(links()).containsExactly("shop V1 TEE-2");
        assertThat(bed.state(sale("0001", "V1"))).isEqualTo("posted");
        assertThat(bed.balance("TEE-2", "S1")).isEqualTo("-1/0#1");
    }

    @Test
    void salesOfADeletedAndOfARecreatedVariationAreBothPosted() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 9));
        UUID again = bed.post(ITEM_UPSERTED, item("b", "V2", "TEE", 1)).get(0);
        List<UUID> sales = List.of(sale("0001", "V1"), sale("0002", "V2"));

        assertThat(bed.state(again)).isEqualTo("posted");
        assertThat(sales).extracting(bed::state).containsExactly("posted", "posted");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("-2/0#2");
        assertThat(conflicts())
                .as("nothing says that the old one lives")
                .noneMatch(conflict -> conflict.startsWith("several"));

        UUID alive = bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 10)).get(0);

        assertThat(conflicts())
                .contains(
                        "several_remote_ids shop/shop.variation/TEE " + alive + " {\"told\":\"V2\",\"alive\":\"V1\"}");
    }

    @Test
    void twoRevisionsOfOneItemInOneBatchLeaveTheNewerSku() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE-2", 2), item("a", "V1", "TEE", 1));

        assertThat(links()).containsExactly("shop V1 TEE-2");
    }

    @Test
    void aSaleThatWaitsForTheSecondIdOfABatchGoesOn() {
        UUID waiting = sale("0001", "V1");
        assertThat(bed.state(waiting)).isEqualTo("held:xref_missing");

        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 1), item("b", "V2", "TEE", 2));

        assertThat(bed.state(waiting)).isEqualTo("accepted");
    }

    @Test
    void anItemWhoseGtinAnotherHasIsPostedWithoutItAndAPersonHears() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 1).put("gtin", GTIN));
        UUID clash = bed.post(ITEM_UPSERTED, item("b", "V2", "MUG", 1).put("gtin", GTIN))
                .get(0);

        assertThat(bed.state(clash)).isEqualTo("posted");
        assertThat(gtins()).containsExactly("MUG none", "TEE " + GTIN);
        assertThat(links()).contains("shop V2 MUG");
        assertThat(conflicts())
                .containsExactly("gtin_taken " + GTIN + "/MUG " + clash + " {\"gtin\":\"" + GTIN
                        + "\",\"sku\":\"MUG\",\"item\":\"TEE\"}");
    }

    @Test
    void ofTwoItemsWithOneGtinInOneBatchTheFirstHasIt() {
        List<UUID> posted = bed.post(
                ITEM_UPSERTED,
                item("a", "V1", "TEE", 1).put("gtin", GTIN),
                item("b", "V2", "MUG", 1).put("gtin", GTIN),
                item("c", "V3", "CAP", 1));

        assertThat(posted).extracting(bed::state).containsOnly("posted");
        assertThat(gtins()).containsExactly("CAP none", "MUG none", "TEE " + GTIN);
    }

    @Test
    void aGtinThatAnotherTransactionTakesMeanwhileIsWaitedFor() throws Exception {
        CompletableFuture<UUID> second;
        try (Connection other = bed.database.getConnection()) {
            other.setAutoCommit(false);
            bed.items.upsert(other, List.of(event(item("a", "V1", "TEE", 1).put("gtin", GTIN))));
            second = CompletableFuture.supplyAsync(
                    () -> bed.post(ITEM_UPSERTED, item("b", "V2", "MUG", 1).put("gtin", GTIN))
                            .get(0));
            bed.untilOneWaitsForALock();
            other.commit();
        }

        assertThat(bed.state(second.get())).isEqualTo("posted");
        assertThat(gtins()).containsExactly("MUG none", "TEE " + GTIN);
    }

    @Test
    void aGtinIsHandedFromOneItemToAnotherInOneBatch() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 1).put("gtin", GTIN));
        bed.post(
                ITEM_UPSERTED,
                item("b", "V2", "MUG", 1).put("gtin", GTIN),
                item("a", "V1", "TEE", 2).put("gtin", OTHER_GTIN));

        assertThat(gtins()).containsExactly("MUG " + GTIN, "TEE " + OTHER_GTIN);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void anItemKeepsNoGtinThatItDoesNotNameAnyMore() {
        bed.post(
                ITEM_UPSERTED,
                item("a", "V1", "TEE", 1).put("gtin", GTIN),
                item("b", "V2", "MUG", 1).put("gtin", OTHER_GTIN));
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 2).put("gtin", OTHER_GTIN));

        assertThat(gtins()).containsExactly("MUG " + OTHER_GTIN, "TEE none");
    }

    @Test
    void anOlderRevisionHasNoSayInWhoHasAGtin() {
        bed.post(ITEM_UPSERTED, item("a", "V1", "TEE", 2).put("gtin", OTHER_GTIN));
        bed.post(ITEM_UPSERTED, item("b", "V2", "MUG", 1).put("gtin", GTIN));
        bed.post(
                ITEM_UPSERTED,
                item("a", "V1", "TEE", 1).put("gtin", GTIN),
                item("c", "V3", "CAP", 1).put("gtin", OTHER_GTIN));

        assertThat(gtins()).containsExactly("CAP none", "MUG " + GTIN, "TEE " + OTHER_GTIN);
        assertThat(conflicts()).singleElement().asString().startsWith("gtin_taken " + OTHER_GTIN + "/CAP");
    }

    private static ObjectNode item(String id, String variation, String sku, int revision) {
        ObjectNode item = Events.item(sku, revision).put("id", id);
        item.putArray("references").addObject().put("kind", "shop.variation").put("id", variation);
        return item;
    }

    private static ItemUpserted event(ObjectNode document) {
        return (ItemUpserted) CanonicalReader.read(ITEM_UPSERTED, document, PostingBed.NOW);
    }

    /** A sale whose line names a variation instead of a SKU. */
    private UUID sale(String receipt, String variation) {
        ObjectNode document = Events.sale(receipt, "none", "1");
        String body = "{\"key\":\"k\",\"variation\":\"" + variation + "\",\"event\":" + document + "}";
        ReadyDocument arrival = bed.arrival("variation-" + SALE.word(), body.getBytes(StandardCharsets.UTF_8), null);
        bed.posting.post(List.of(arrival));
        return arrival.document().messageId();
    }

    private List<String> links() {
        return list("select connection || ' ' || remote_id || ' ' || local_id from cross_reference order by remote_id");
    }

    private String told() {
        return list("select remote_id from cross_reference order by link_number desc limit 1")
                .get(0);
    }

    private List<String> gtins() {
        return list("select sku || ' ' || coalesce(gtin, 'none') from item order by sku");
    }

    private List<String> conflicts() {
        return list("select kind || ' ' || subject || ' ' || message_id || ' ' || detail from conflict order by 1");
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
