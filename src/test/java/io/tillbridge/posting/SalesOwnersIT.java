package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a connection owns sales, what another tells is compared with its word and never applied. */
class SalesOwnersIT {

    private final PostingBed bed = new PostingBed("TEE", "MUG");

    private static ObjectNode sale(String system, String receipt, String quantity) {
        return Events.sale(receipt, "TEE", quantity).put("system", system);
    }

    private String told(String system, String receipt, String quantity) {
        bed.speak(system, system.equals("till") ? new String[] {"sales"} : new String[0]);
        UUID message = bed.post(SALE, sale(system, receipt, quantity)).get(0);
        return bed.state(message);
    }

    private List<String> conflicts() {
        return bed.sql
                .sql("select case when resolved_at is null then 'open ' else 'over ' end || subject || ' ' || detail"
                        + " from conflict where kind = 'sale_not_owned' order by conflict_id")
                .query(String.class)
                .list();
    }

    @Test
    void theSameSaleOfASecondSystemIsPostedOnce() {
        assertThat(told("till", "1", "2")).isEqualTo("posted");
        assertThat(told("hub2", "1", "2")).isEqualTo("skipped:not_owner");

        assertThat(bed.balance("TEE", "S1")).startsWith("-2/");
        assertThat(bed.count("fact")).isEqualTo(1);
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void otherGoodsThanTheOwnersAreRaisedAndNeverApplied() {
        told("till", "1", "2");
        assertThat(told("hub2", "1", "3")).isEqualTo("skipped:not_owner");

        assertThat(bed.balance("TEE", "S1")).startsWith("-2/");
        assertThat(conflicts())
                .containsExactly(
                        "open S1|R1|1 {\"connection\":\"hub2\",\"told\":{\"TEE\":\"3\"},\"owner\":{\"TEE\":\"2\"}}");
    }

    @Test
    void whatItsOwnerHasNotToldIsRaisedUntilItDoes() {
        bed.speak("till", "sales");
        assertThat(told("hub2", "1", "2")).isEqualTo("skipped:not_owner");
        assertThat(told("hub2", "2", "2")).isEqualTo("skipped:not_owner");
        assertThat(bed.balance("TEE", "S1")).isEqualTo("none");
        assertThat(conflicts())
                .containsExactly(
                        "open S1|R1|1 {\"connection\":\"hub2\",\"told\":{\"TEE\":\"2\"}}",
                        "open S1|R1|2 {\"connection\":\"hub2\",\"told\":{\"TEE\":\"2\"}}");

        told("till", "1", "2");
        told("till", "2", "5");

        assertThat(bed.balance("TEE", "S1")).startsWith("-7/");
        assertThat(conflicts())
                .containsExactly(
                        "over S1|R1|1 {\"connection\":\"hub2\",\"told\":{\"TEE\":\"2\"}}",
                        "open S1|R1|2 {\"connection\":\"hub2\",\"told\":{\"TEE\":\"2\"},\"owner\":{\"TEE\":\"5\"}}");
    }

    @Test
    void whereNobodyOwnsSalesEverybodysCount() {
        assertThat(told("hub2", "1", "2")).isEqualTo("posted");
        assertThat(told("hub3", "1", "2")).isEqualTo("posted");

        assertThat(bed.balance("TEE", "S1")).startsWith("-4/");
        assertThat(conflicts()).isEmpty();
    }
}
