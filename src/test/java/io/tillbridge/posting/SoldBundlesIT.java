package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_SHORT_PICKED;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.RETURN;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sold and promised of a bundle leaves the shelf as what was built of it, else as its components. */
class SoldBundlesIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "SET");

    @BeforeEach
    void stock() {
        bed.post(ITEM_UPSERTED, set(1, "2"));
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "20"), Events.received("R-2", "MUG", "10"));
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void aSaleTakesTheComponents() {
        bed.post(SALE, Events.sale("0001", "SET", "3"));

        assertThat(stands()).isEqualTo("SET none, TEE 14/0, MUG 7/0");
        assertThat(bed.sql
                        .sql("select sku || ' ' || trim_scale(quantity) || ' ' || from_place || '>' || to_place"
                                + " from stock_movement where reason = 'sale' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("MUG 3 S1>customer", "TEE 6 S1>customer");
    }

    @Test
    void whatWasBuiltIsSoldFirst() {
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "2"));
        bed.post(SALE, Events.sale("0001", "SET", "3"));
        assertThat(stands()).isEqualTo("SET 0/0, TEE 18/0, MUG 9/0");

        bed.post(SALE, Events.sale("0002", "SET", "1"));
        assertThat(stands()).isEqualTo("SET 0/0, TEE 16/0, MUG 8/0");
    }

    @Test
    void oneBatchGivesABuiltOneOutOnce() {
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "1"));
        bed.postBatch(List.of(
                bed.arrival(SALE, Events.sale("0001", "SET", "1"), null),
                bed.arrival(ORDER, Events.order("O1", 1, "open", "SET", "1", "0"), null)));

        assertThat(stands()).isEqualTo("SET 0/0, TEE 20/2, MUG 10/1");
    }

    @Test
    void anOrderClaimsWhatWasBuiltAndComponentsForTheRest() {
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "2"));
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "3", "0"));
        assertThat(stands()).isEqualTo("SET 2/2, TEE 20/2, MUG 10/1");

        bed.post(ORDER, Events.order("O1", 2, "open", "SET", "3", "1"));
        assertThat(stands()).isEqualTo("SET 1/1, TEE 20/2, MUG 10/1");
        bed.post(ORDER, Events.order("O1", 3, "open", "SET", "3", "3"));
        assertThat(stands()).isEqualTo("SET 0/0, TEE 18/0, MUG 9/0");
        assertThat(claims()).containsExactly("MUG consumed 0", "SET consumed 0", "TEE consumed 0");
    }

    @Test
    void aCancelledOrderGivesAllOfItFree() {
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "1"));
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "2", "0"));
        bed.post(ORDER, Events.order("O1", 2, "cancelled", "SET", "2", "0"));

        assertThat(stands()).isEqualTo("SET 1/0, TEE 20/0, MUG 10/0");
        assertThat(claims()).containsExactly("MUG released 0", "SET released 0", "TEE released 0");
    }

    @Test
    void anOrderWithoutALocationClaimsAnywhere() {
        ObjectNode order = Events.order("O1", 1, "open", "SET", "2", "0");
        order.remove("location");
        bed.post(ORDER, order);
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/4#");

        bed.post(ORDER, Events.order("O1", 2, "open", "SET", "2", "0"));
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/0#");
        assertThat(stands()).isEqualTo("SET none, TEE 20/4, MUG 10/2");
    }

    @Test
    void aLaterChangeOfTheBundleDoesNotChangeWhatWasPromised() {
        bed.post(ORDER, Events.order("O1", 1, "open", "SET", "2", "0"));
        bed.post(ITEM_UPSERTED, set(2, "5"));
        bed.post(ORDER, Events.order("O1", 2, "open", "SET", "3", "1"));
        assertThat(stands()).isEqualTo("SET none, TEE 18/4, MUG 9/2");

        bed.post(ORDER, Events.order("O2", 1, "open", "SET", "1", "0"));
        assertThat(stands()).isEqualTo("SET none, TEE 18/9, MUG 9/3");
        ObjectNode none = Events.item("SET", 3).put("kind", "simple");
        none.putArray("components");
        bed.post(ITEM_UPSERTED, none);
        bed.post(ORDER, Events.order("O1", 3, "open", "SET", "3", "3"));
        assertThat(stands()).isEqualTo("SET none, TEE 14/5, MUG 7/1");
    }

    @Test
    void whatWasPromisedBeforeItBecameABundleStaysAsItWas() {
        bed.post(ITEM_UPSERTED, Events.item("BOX", 1));
        bed.post(ORDER, Events.order("O1", 1, "open", "BOX", "2", "0"));
        ObjectNode box = Events.item("BOX", 2).put("kind", "bundle");
        box.putArray("components").addObject().put("sku", "TEE").put("quantity", "1");
        bed.post(ITEM_UPSERTED, box);
        bed.post(ORDER, Events.order("O1", 2, "open", "BOX", "2", "1"));

        assertThat(bed.balance("BOX", "S1")).startsWith("-1/1#");
        assertThat(stands()).isEqualTo("SET none, TEE 20/0, MUG 10/0");
    }

    @Test
    void whatComesBackIsWhatTheOrderWasMadeOf() {
        bed.post(ORDER, Events.order("O1", 1, "completed", "SET", "2", "2"));
        bed.post(ITEM_UPSERTED, set(2, "5"));
        bed.post(RETURN, Events.returned("T-1", "SET", "1", "damaged"));

        assertThat(stands()).isEqualTo("SET none, TEE 16/0, MUG 8/0");
        assertThat(bed.sql
                        .sql(
                                "select sku || ' ' || trim_scale(damaged) from stock_balance where damaged <> 0 order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("MUG 1", "TEE 2");
    }

    @Test
    void aShortPickOfABundleAsksToCountItsComponents() {
        bed.post(ORDER, Events.order("SHORT", 1, "open", "SET", "2", "0"));
        bed.post(FULFILMENT_SHORT_PICKED, Fulfilments.shortPicked("wms", "P-1", "SHORT", "SET", "2", "1"));

        assertThat(bed.sql
                        .sql("select subject from conflict where kind = 'count_wanted' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("MUG@S1", "TEE@S1");
        assertThat(bed.balance("TEE", "unassigned")).startsWith("0/2#");
    }

    @Test
    void aRepostTakesBackWhatWasPostedAndKeepsWhatWasSettled() {
        bed.post(STOCK_RECEIVED, Events.received("R-3", "SET", "1"));
        mappings.active = 3;
        UUID sale = bed.post(SALE, Events.sale("0001", "SET", "2")).get(0);
        UUID order =
                bed.post(ORDER, Events.order("O1", 1, "open", "SET", "3", "1")).get(0);
        mappings.active = 2;
        bed.post(ITEM_UPSERTED, set(2, "5"));
        RepostBed reposts = new RepostBed(bed, mappings);
        RepostRun run = reposts.repost(2, List.of(sale, order));

        assertThat(run.reposted()).isEqualTo(2);
        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
        assertThat(bed.balance("MUG", "S9")).startsWith("0/0#");
        assertThat(stands()).isEqualTo("SET 0/0, TEE 16/4, MUG 8/2");
    }

    @Test
    void ordersAndSalesOfBundlesAndComponentsNeverWaitInACircle() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int number = thread;
            all.add(threads.submit(() -> {
                Random random = new Random(number);
                for (int i = 0; i < 15; i++) {
                    List<String> skus = new ArrayList<>(List.of("SET", "TEE", "MUG"));
                    Collections.shuffle(skus, random);
                    ObjectNode order = Events.order("O" + number + "-" + i, 1, "open", skus.get(0), "1", "0");
                    skus.subList(1, 3)
                            .forEach(sku -> ((ArrayNode) order.path("lines"))
                                    .addObject()
                                    .put("id", sku)
                                    .put("sku", sku)
                                    .put("quantity", "1")
                                    .put("fulfilled", "0"));
                    bed.postBatch(List.of(
                            bed.arrival(ORDER, order, null),
                            bed.arrival(SALE, Events.sale(number + "-" + i, skus.get(2), "1"), null)));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();

        assertThat(bed.count("dead_letter")).isZero();
        assertThat(bed.count("sales_order")).isEqualTo(60);
        assertThat(bed.sql
                        .sql("select trim_scale(claimed)::text from stock_balance where sku = 'TEE'")
                        .query(String.class)
                        .single())
                .isEqualTo("180");
    }

    private static ObjectNode set(int revision, String tees) {
        ObjectNode item = Events.item("SET", revision).put("kind", "bundle");
        ArrayNode components = item.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", tees);
        components.addObject().put("sku", "MUG").put("quantity", "1");
        return item;
    }

    /** Sellable and claimed at S1. */
    private String stands() {
        List<String> stands = new ArrayList<>();
        for (String sku : List.of("SET", "TEE", "MUG")) {
            stands.add(sku + " " + bed.balance(sku, "S1").replaceAll("#.*", ""));
        }
        return String.join(", ", stands);
    }

    private List<String> claims() {
        return bed.sql
                .sql("select sku || ' ' || state || ' ' || trim_scale(quantity) from stock_claim order by 1")
                .query(String.class)
                .list();
    }
}
