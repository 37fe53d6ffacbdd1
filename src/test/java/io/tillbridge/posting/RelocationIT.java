package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.FULFILMENT_PICKED;
import static io.tillbridge.canonical.EventType.ITEM_UPSERTED;
import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.verification.VerificationBed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that the hub placed goes to another location when a register takes its goods, as far as its rule lets it. */
class RelocationIT {

    private PostingBed bed = bed("pieces");

    private static PostingBed bed(String split) {
        PostingBed bed = PostingBed.with(
                Map.of("config/locations.yaml", SourcingIT.LOCATIONS, "config/sourcing.yaml", """
                        connections: [shop]
                        rules:
                          - {id: web, from: [{location: W1}, {location: W2}], split: %s, prefer: [tier]}
                        """.formatted(split)),
                List.of());
        bed.addItems("TEE", "MUG");
        return bed;
    }

    @AfterEach
    void theBooksKeepTheirLaws() throws SQLException {
        VerificationBed.assertSound(bed.database);
    }

    private void stock(String location, String sku, String quantity) {
        bed.post(
                STOCK_RECEIVED,
                Events.received("R-" + location + sku + bed.count("fact"), sku, quantity)
                        .put("location", location));
    }

    private void sold(String location, String sku, String quantity) {
        bed.post(SALE, Events.sale("S-" + bed.count("fact"), sku, quantity).put("location", location));
    }

    /** TEE first, then what else. */
    private static ObjectNode order(String id, String... lines) {
        ObjectNode order = SourcingIT.order(id, 1, "open", "1", "0");
        ArrayNode rows = order.putArray("lines");
        for (String line : lines) {
            String[] cells = line.split(" ", -1);
            rows.addObject()
                    .put("id", "L" + rows.size())
                    .put("sku", cells[0])
                    .put("quantity", cells[1])
                    .put("fulfilled", "0");
        }
        return order;
    }

    private List<String> claims() {
        return rows("select claim_key || ' ' || location || ' ' || state || ' ' || trim_scale(quantity)"
                + " from stock_claim where quantity > 0 order by 1");
    }

    private List<String> requests() {
        return rows("select location || ' ' || state || ' ' || (lines::jsonb #>> '{0,quantity}')"
                + " from fulfilment_request order by 1");
    }

    private List<String> atRisk() {
        return rows("select claim_key || ' ' || trim_scale(quantity) from promise_risk order by 1");
    }

    private List<String> openTasks() {
        return rows("select kind || ' ' || subject from task where state = 'open' order by 1");
    }

    private List<String> rows(String select) {
        return bed.sql.sql(select).query(String.class).list();
    }

    @Test
    void whatARegisterTookIsTakenFromAnotherLocationAndTheRequestIsCorrected() throws SQLException {
        stock("W1", "TEE", "5");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 3"));
        sold("W1", "TEE", "4");
        assertThat(atRisk()).containsExactly("order|shop|O1|L1 2");
        assertThat(openTasks()).containsExactly("promise_at_risk order|shop|O1|L1");

        assertThat(bed.relocation.look()).isEqualTo(1);

        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 1", "place|shop|O1|L1|W2 W2 allocated 2");
        assertThat(requests()).containsExactly("W1 open 1", "W2 open 2");
        assertThat(atRisk()).isEmpty();
        assertThat(openTasks()).isEmpty();
        assertThat(bed.balance("TEE", "W1")).startsWith("1/1#");
        assertThat(bed.balance("TEE", "W2")).startsWith("9/2#");
        assertThat(bed.relocation.look()).as("nothing is at risk any more").isZero();
    }

    @Test
    void whatNobodyHasIsLookedAtOnceAnHourAndWhenGoodsCome() throws SQLException {
        stock("W1", "TEE", "3");
        bed.post(ORDER, order("O1", "TEE 3"));
        sold("W1", "TEE", "3");
        assertThat(bed.relocation.look()).isZero();
        String tried = tried();
        bed.clock.advance(Duration.ofMinutes(59));
        bed.relocation.look();
        assertThat(tried()).isEqualTo(tried);

        bed.clock.advance(Duration.ofMinutes(2));
        bed.relocation.look();
        String again = tried();
        assertThat(again).isNotEqualTo(tried);
        bed.clock.advance(Duration.ofMinutes(1));
        stock("W2", "TEE", "9");
        assertThat(bed.relocation.look()).isEqualTo(1);
    }

    private String tried() {
        return rows("select tried_at::text from promise_risk").get(0);
    }

    @Test
    void whyItWentElsewhereIsKeptWithTheOrder() throws SQLException {
        stock("W1", "TEE", "3");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 3"));
        sold("W1", "TEE", "3");
        bed.relocation.look();

        JsonNode places = ExactJson.parse(
                        rows("select allocations from sales_order").get(0))
                .path("L1");
        assertThat(places.at("/0/location").asText()).isEqualTo("W1");
        assertThat(places.at("/0/quantity").asText()).isEqualTo("0");
        assertThat(places.at("/0/givenUp/0/to").asText()).isEqualTo("W2");
        assertThat(places.at("/0/givenUp/0/reason").asText()).isEqualTo("sale");
        assertThat(places.at("/0/givenUp/0/cause").asText())
                .isEqualTo(rows("select message_id::text from stock_movement where reason = 'sale'")
                        .get(0));
        assertThat(places.at("/1/location").asText()).isEqualTo("W2");
        assertThat(requests()).containsExactly("W1 cancelled 3", "W2 open 3");

        bed.post(ORDER, SourcingIT.order("O1", 2, "completed", "3", "3"));
        assertThat(bed.balance("TEE", "W2"))
                .as("it leaves from where it is now")
                .startsWith("6/0#");
        assertThat(bed.balance("TEE", "W1")).startsWith("0/0#");
    }

    @Test
    void whatNobodyHasStaysAtRiskUntilSomebodyHasIt() throws SQLException {
        stock("W1", "TEE", "3");
        bed.post(ORDER, order("O1", "TEE 3"));
        sold("W1", "TEE", "3");

        assertThat(bed.relocation.look()).isZero();
        assertThat(atRisk()).containsExactly("order|shop|O1|L1 3");
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 3");
        assertThat(bed.count("conflict where kind = 'sourcing_unplaced' and resolved_at is null"))
                .isZero();

        bed.clock.advance(Duration.ofMinutes(5));
        assertThat(bed.relocation.look()).as("tried already").isZero();
        stock("W2", "TEE", "2");
        assertThat(bed.relocation.look()).isEqualTo(1);
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 1", "place|shop|O1|L1|W2 W2 allocated 2");
        assertThat(atRisk()).containsExactly("order|shop|O1|L1 1");
        assertThat(openTasks()).containsExactly("promise_at_risk order|shop|O1|L1");
    }

    @Test
    void aLineThatStaysWholeGoesWholeOrNotAtAll() throws SQLException {
        bed = bed("lines");
        stock("W1", "TEE", "5");
        stock("W1", "MUG", "5");
        stock("W2", "TEE", "2");
        bed.post(ORDER, order("O1", "TEE 3", "MUG 1"));
        sold("W1", "TEE", "4");

        assertThat(bed.relocation.look()).isZero();
        assertThat(claims()).contains("order|shop|O1|L1 W1 allocated 3");

        bed.clock.advance(Duration.ofMinutes(5));
        stock("W2", "TEE", "1");
        assertThat(bed.relocation.look()).isEqualTo(1);
        assertThat(claims()).containsExactly("order|shop|O1|L2 W1 allocated 1", "place|shop|O1|L1|W2 W2 allocated 3");
        assertThat(atRisk()).isEmpty();
    }

    @Test
    void anOrderThatStaysWholeGoesWithAllItsLines() throws SQLException {
        bed = bed("never");
        stock("W1", "TEE", "5");
        stock("W1", "MUG", "5");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 3", "MUG 1"));
        sold("W1", "TEE", "4");
        assertThat(bed.relocation.look()).as("W2 has no mugs").isZero();

        bed.clock.advance(Duration.ofMinutes(61));
        stock("W2", "MUG", "1");
        assertThat(bed.relocation.look()).isEqualTo(1);
        assertThat(claims())
                .containsExactly("place|shop|O1|L1|W2 W2 allocated 3", "place|shop|O1|L2|W2 W2 allocated 1");
        assertThat(bed.balance("MUG", "W1")).startsWith("5/0#");
    }

    @Test
    void whatIsPickedStaysAndSoDoesWhatTheSourceSaysIsThere() throws SQLException {
        stock("W1", "TEE", "4");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 2"));
        bed.post(
                FULFILMENT_PICKED,
                Fulfilments.step("wms", "P-1", "O1", "TEE", "2").put("location", "W1"));
        ObjectNode named = order("O2", "TEE 2");
        named.put("location", "W1");
        bed.post(ORDER, named);
        sold("W1", "TEE", "3");

        assertThat(bed.relocation.look()).isZero();
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 picked 2", "order|shop|O2|L1 W1 allocated 2");
    }

    @Test
    void goodsThatCameBackMeanwhileStayWhereTheyAre() throws SQLException {
        stock("W1", "TEE", "3");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 3"));
        sold("W1", "TEE", "3");
        stock("W1", "TEE", "3");
        assertThat(atRisk()).as("nobody has looked yet").containsExactly("order|shop|O1|L1 3");

        assertThat(bed.relocation.look()).isZero();
        assertThat(claims()).containsExactly("order|shop|O1|L1 W1 allocated 3");
    }

    @Test
    void whatHasLeftStaysCountedWhereItLeft() throws SQLException {
        stock("W1", "TEE", "5");
        stock("W2", "TEE", "9");
        bed.post(ORDER, order("O1", "TEE 3"));
        bed.post(
                SHIPMENT_CONFIRMED,
                Fulfilments.shipped("wms", "P-1", "O1", "TEE", "1").put("location", "W1"));
        sold("W1", "TEE", "4");
        assertThat(bed.relocation.look()).isEqualTo(1);

        assertThat(claims()).containsExactly("place|shop|O1|L1|W2 W2 allocated 2");
        assertThat(bed.balance("TEE", "W1")).startsWith("0/0#");
        bed.post(ORDER, SourcingIT.order("O1", 2, "completed", "3", "3"));
        assertThat(bed.balance("TEE", "W1")).startsWith("0/0#");
        assertThat(bed.balance("TEE", "W2")).startsWith("7/0#");
    }

    @Test
    void aBundleGoesWithItsComponents() throws SQLException {
        ObjectNode set = Events.item("SET", 1).put("kind", "bundle");
        ArrayNode components = set.putArray("components");
        components.addObject().put("sku", "TEE").put("quantity", "2");
        components.addObject().put("sku", "MUG").put("quantity", "1");
        bed.post(ITEM_UPSERTED, set);
        for (String location : List.of("W1", "W2")) {
            stock(location, "TEE", "4");
            stock(location, "MUG", "2");
        }
        bed.post(ORDER, order("O1", "SET 2"));
        sold("W1", "TEE", "1");
        assertThat(bed.relocation.look()).isEqualTo(1);

        assertThat(bed.balance("TEE", "W1")).startsWith("3/2#");
        assertThat(bed.balance("MUG", "W1")).startsWith("2/1#");
        assertThat(bed.balance("TEE", "W2")).startsWith("4/2#");
        assertThat(bed.balance("MUG", "W2")).startsWith("2/1#");
        assertThat(atRisk()).isEmpty();
    }
}
