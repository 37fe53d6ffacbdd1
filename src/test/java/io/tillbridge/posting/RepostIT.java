package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.PAYMENT_CAPTURED;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static io.tillbridge.canonical.EventType.STOCK_SNAPSHOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.stock.StockQueries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Reposts of single facts and orders; {@link RepostSimulationIT} has the streams. */
class RepostIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @Test
    void theLedgerShowsThePairAndOthersAreToldTheFigure() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        UUID sale = misread(SALE, Events.sale("0001", "TEE", "2"));
        assertThat(bed.balance("TEE", "S9")).isEqualTo("-5/0#1");

        RepostRun run = reposts.repost(2, List.of(sale));

        assertThat(run.state() + " " + run.reposted() + "/" + run.messages()).isEqualTo("finished 1/1");
        assertThat(bed.balance("TEE", "S9")).isEqualTo("0/0#2");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("8/0#2");
        assertThat(new StockQueries(bed.sql)
                        .movements("TEE", Long.MAX_VALUE, 3).stream()
                                .map(one -> one.reason() + " " + one.quantity().stripTrailingZeros() + " "
                                        + one.fromPlace() + ">" + one.toPlace() + " " + (one.reverses() != null) + " "
                                        + (one.reversedBy() != null))
                                .toList())
                .containsExactly(
                        "sale 2 S1>customer false false",
                        "repost 5 customer>S9 true false",
                        "sale 5 S9>customer false true");
        assertThat(bed.sql
                        .sql("select repost || ' V' || from_version || ' V' || to_version || ' '"
                                + " || cardinality(reversed_by) || '/' || cardinality(posted_as) || ' ' || by || ': ' || why"
                                + " from fact_repost")
                        .query(String.class)
                        .list())
                .containsExactly("1 V3 V2 1/1 ana: misread figures");
        assertThat(bed.sql
                        .sql("select sequence || ' ' || (desired::json ->> 'available') from outbox_lane"
                                + " where destination = 'shop.web' order by key")
                        .query(String.class)
                        .list())
                .containsExactly("2 8", "2 0");
        assertThat(bed.sql
                        .sql("select mapping_version || ' ' || a.outcome || ' ' || a.code from message"
                                + " join message_attempt a using (message_id)")
                        .query(String.class)
                        .list())
                .containsExactly("2 reposted V3 to V2");
        assertThat(bed.sql
                        .sql("select action from audit_entry order by sequence")
                        .query(String.class)
                        .list())
                .containsExactly("repost.start", "repost.finish");
    }

    @Test
    void aPreviewTellsTheNetChangeAndChangesNothing() {
        UUID order =
                misread(ORDER, Events.order("O1", 1, "open", "TEE", "4", "1").put("location", "S1"));
        UUID sale = misread(SALE, Events.sale("0001", "TEE", "2"));
        long rows = bed.count("stock_movement");

        RepostRun run = reposts.preview(2, List.of(order, sale));

        assertThat(run.state() + " " + run.pending()).isEqualTo("previewed 2");
        assertThat(ExactJson.parse(String.valueOf(run.preview()))
                        .path("balances")
                        .toString())
                .isEqualTo("[{\"sku\":\"TEE\",\"location\":\"S1\",\"bucket\":\"sellable\",\"change\":\"-3\"},"
                        + "{\"sku\":\"TEE\",\"location\":\"S9\",\"bucket\":\"sellable\",\"change\":\"7\"}]");
        assertThat(ExactJson.parse(String.valueOf(run.preview())).path("claims").toString())
                .isEqualTo("[{\"sku\":\"TEE\",\"location\":\"S1\",\"change\":\"3\"},"
                        + "{\"sku\":\"TEE\",\"location\":\"S9\",\"change\":\"-5\"}]");
        assertThat(bed.count("stock_movement")).isEqualTo(rows);
        assertThat(bed.count("fact_repost")).isZero();
        assertThat(bed.balance("TEE", "S9")).isEqualTo("-7/5#2");
        assertThat(reposts.stamped(3)).hasSize(2);
        reposts.work();
        assertThat(reposts.find(run.id()).state()).as("nobody confirmed it").isEqualTo("previewed");
    }

    @Test
    void theSameRepostAskedTwiceIsPostedOnce() {
        UUID sale = misread(SALE, Events.sale("0001", "TEE", "2"));
        RepostRun one = reposts.preview(2, List.of(sale));
        RepostRun other = reposts.preview(2, List.of(sale, sale));
        reposts.confirm(one);
        reposts.confirm(one);
        reposts.confirm(other);
        reposts.work();
        reposts.confirm(one);
        reposts.work();

        assertThat(reposts.refusals(other)).containsExactly("already_so");
        assertThat(bed.count("fact_repost")).isEqualTo(1);
        assertThat(bed.count("stock_movement")).isEqualTo(3);
        assertThatThrownBy(() -> reposts.reposts.confirm(one.id(), "other", "ana"))
                .isInstanceOf(Reposts.NotPossible.class);
    }

    @Test
    void whatCannotBeRepostedIsRefusedWithTheReasonAndLeftAsItIs() {
        UUID fails = bed.post(SALE, Events.sale("0001", "TEE", "2").put("failsUnderV3", "yes"))
                .get(0);
        UUID other = bed.post(SALE, Events.sale("0002", "TEE", "2").put("otherKeyUnderV3", "0009"))
                .get(0);
        UUID repeat = bed.post(SALE, Events.sale("0002", "TEE", "2")).get(0);
        UUID fine = bed.post(SALE, Events.sale("0003", "TEE", "2")).get(0);
        bed.sql.sql("delete from item where sku = 'CAP'").update();
        UUID held = bed.post(SALE, Events.sale("0004", "MUG", "1")).get(0);
        List<String> before = books();

        RepostRun run = reposts.preview(3, List.of(fails, other, repeat, held, new UUID(7, 7)));
        assertThat(reposts.refusals(run))
                .containsExactlyInAnyOrder(
                        "would_fail", "another_fact", "not_posted", "would_be_held", "unknown_message");
        assertThatThrownBy(() -> reposts.confirm(run)).hasMessageContaining("is refused");
        assertThat(books()).isEqualTo(before);

        RepostRun mixed = reposts.repost(3, List.of(fails, fine));
        assertThat(mixed.reposted() + " " + mixed.refused()).isEqualTo("1 1");
    }

    @Test
    void whatChangedSinceThePreviewIsRefused() {
        UUID sale = misread(SALE, Events.sale("0001", "TEE", "2"));
        RepostRun early = reposts.preview(2, List.of(sale));
        reposts.repost(2, List.of(sale));
        reposts.repost(3, List.of(sale));
        bed.sql.sql("update message set mapping_sha256 = 'another'").update();
        reposts.confirm(early);
        reposts.work();

        assertThat(reposts.refusals(early)).containsExactly("changed_since_preview");
        assertThat(bed.count("fact_repost")).isEqualTo(2);
    }

    @Test
    void anOlderRevisionThatIsRepostedDoesNotWinOverTheLatest() {
        UUID first =
                misread(ORDER, Events.order("O1", 1, "open", "TEE", "4", "2").put("location", "S1"));
        bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "5", "1").put("location", "S1"));
        assertThat(bed.balance("TEE", "S9")).as("three have left from there").startsWith("-3/0#");

        reposts.repost(2, List.of(first));

        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
        assertThat(bed.balance("TEE", "S1")).startsWith("-2/3#");
        assertThat(bed.sql
                        .sql("select revision from sales_order")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aCountThatCameLaterKeepsItsFigure() {
        UUID received =
                misread(STOCK_RECEIVED, Events.received("R-1", "TEE", "10").put("location", "S1"));
        RepostRun moved = reposts.repost(2, List.of(received));
        assertThat(moved.reposted()).isEqualTo(1);
        bed.post(STOCK_SNAPSHOT, Events.snapshot("TEE", "10", "2026-11-21T11:00:00Z"));
        assertThat(bed.balance("TEE", "S1")).as("it found what is there").startsWith("10/0#");

        reposts.repost(3, List.of(received));
        assertThat(bed.balance("TEE", "S1")).as("counted").startsWith("10/0#");
        assertThat(bed.balance("TEE", "S9")).startsWith("13/0#");

        reposts.repost(2, List.of(received));
        assertThat(bed.balance("TEE", "S1")).startsWith("10/0#");
        assertThat(bed.count("stock_movement where reason = 'count' and reverses is null"))
                .isEqualTo(1);
    }

    @Test
    void anItemIsCorrectedUnlessSomebodyHasTheLastWord() {
        UUID item = misread(ITEM_UPSERTED, Events.item("TEE", 1).put("name", "Tee"));
        UUID edited = misread(ITEM_UPSERTED, Events.item("MUG", 1).put("name", "Mug"));
        bed.sql.sql("update item set name = 'Mug, blue' where sku = 'MUG'").update();

        RepostRun run = reposts.repost(2, List.of(item, edited));

        assertThat(run.reposted()).isEqualTo(2);
        assertThat(bed.sql
                        .sql("select name from item where name is not null order by sku")
                        .query(String.class)
                        .list())
                .containsExactly("Mug, blue", "Tee");
    }

    @Test
    void aKeptFactTakesTheNewVersion() {
        ObjectNode payment = ExactJson.nodes()
                .objectNode()
                .put("system", "shop")
                .put("id", "P1")
                .put("occurredAt", "2026-11-21T10:00:00Z");
        UUID message = misread(PAYMENT_CAPTURED, payment);
        reposts.repost(2, List.of(message));

        assertThat(bed.sql
                        .sql("select mapping_version from fact")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void aRepostThatIsCutOffBetweenUnitsGoesOnWhereItWas() throws Exception {
        List<UUID> sales = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            sales.add(misread(SALE, Events.sale("000" + n, "TEE", "2")));
        }
        RepostRun run = reposts.confirm(reposts.preview(2, sales));
        reposts.steps.next();
        reposts.steps.next();
        assertThat(reposts.find(run.id()).pending()).isEqualTo(3);

        RepostBed restarted = new RepostBed(bed, mappings);
        restarted.work();

        assertThat(restarted.find(run.id()).reposted()).isEqualTo(5);
        assertThat(bed.count("fact_repost")).isEqualTo(5);
        assertThat(bed.balance("TEE", "S1")).isEqualTo("-10/0#5");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
    }

    @Test
    void laterRevisionsThatArePostedMeanwhileAreNotLost() throws Exception {
        List<UUID> first = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            first.add(misread(
                    ORDER, Events.order("O" + n, 1, "open", "TEE", "4", "1").put("location", "S1")));
        }
        RepostRun run = reposts.confirm(reposts.preview(2, first));
        Thread live = new Thread(() -> {
            for (int revision = 2; revision < 5; revision++) {
                for (int n = 0; n < 12; n++) {
                    bed.clock.advance(Duration.ofMillis(1));
                    bed.post(
                            ORDER,
                            Events.order("O" + n, revision, "open", "TEE", "" + (4 + revision), "" + revision)
                                    .put("location", "S1"));
                }
            }
        });
        live.start();
        reposts.work();
        live.join();

        assertThat(reposts.find(run.id()).reposted()).isEqualTo(12);
        assertThat(bed.balance("TEE", "S1"))
                .as("4 have left of each, 4 of 8 are promised")
                .startsWith("-48/48#");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
        assertThat(bed.count("sales_order where revision = 4 and mapping = 'canonical V2'"))
                .isEqualTo(12);
    }

    private UUID misread(EventType type, ObjectNode document) {
        mappings.active = 3;
        UUID id = bed.post(type, document).get(0);
        mappings.active = 2;
        bed.clock.advance(Duration.ofSeconds(1));
        return id;
    }

    private List<String> books() {
        return bed.sql
                .sql("select row_to_json(b)::text from stock_balance b union all select row_to_json(m)::text from"
                        + " stock_movement m union all select row_to_json(f)::text from fact f")
                .query(String.class)
                .list();
    }
}
