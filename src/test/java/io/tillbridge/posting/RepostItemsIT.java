package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ITEM;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.PRICE;
import static io.tillbridge.canonical.EventType.PRICE_CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.EventType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Items and prices that were posted under a mapping version that misread them. */
class RepostItemsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(
            List.of(
                    ShopPlans.outbound("items", ITEM, List.of("sku"), null),
                    ShopPlans.outbound("prices", PRICE, List.of("sku"), null)),
            mappings,
            "TEE");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @Test
    void thePackOfACodeIsCorrectedUnlessAPersonLockedIt() {
        UUID free = misread(ITEM_UPSERTED, cased("TEE", "10036000291459"));
        UUID locked = misread(ITEM_UPSERTED, cased("MUG", "14006381333938"));
        bed.sql
                .sql("insert into item_lock values ('MUG', 'codes', 'ana', now())")
                .update();

        RepostRun run = reposts.repost(2, List.of(free, locked));

        assertThat(run.reposted()).isEqualTo(2);
        assertThat(list("select sku || ' ' || trim_scale(units) from item_code order by sku"))
                .containsExactly("MUG 15", "TEE 12");
        assertThat(list("select sequence::text from item where sku = 'TEE'")).containsExactly("2");
    }

    @Test
    void aMisreadPriceIsReplacedAndToldAgain() throws SQLException {
        UUID price = misread(PRICE_CHANGED, ItemPricesIT.price("TEE", "2026-11-01T00:00:00Z", "19.90"));
        bed.prices.tell();

        reposts.repost(2, List.of(price));
        bed.prices.tell();

        assertThat(list("select amount::text from item_price")).containsExactly("19.90");
        assertThat(list("select document::json #>> '{price,amount}' from outbox_entry order by sequence"))
                .containsExactly("1.00", "19.90");
    }

    private static ObjectNode cased(String sku, String code) {
        ObjectNode item = Events.item(sku, 1);
        item.putArray("codes").addObject().put("code", code).put("units", "12");
        return item;
    }

    private UUID misread(EventType type, ObjectNode document) {
        mappings.active = 3;
        UUID id = bed.post(type, document).get(0);
        mappings.active = 2;
        bed.clock.advance(Duration.ofSeconds(1));
        return id;
    }

    private List<String> list(String query) {
        return bed.sql.sql(query).query(String.class).list();
    }
}
