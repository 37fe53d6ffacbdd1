package io.tillbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What {@code GET /api/openapi} says of answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT {

    private final ConsoleBed bed = new ConsoleBed();
    private final JsonNode description = bed.get("/api/openapi").json();

    @AfterAll
    void close() {
        bed.close();
    }

    private List<String> members(String schema) {
        List<String> members = new ArrayList<>();
        description
                .at("/components/schemas/" + schema + "/properties")
                .fieldNames()
                .forEachRemaining(members::add);
        return members;
    }

    @Test
    void recordsOfOneNameAreSchemasOfTheirOwn() {
        assertThat(members("JournalLineAnswer")).contains("account");
        assertThat(members("TransfersLineAnswer")).contains("sku", "inTransit");
        assertThat(members("AdvanceNoticesLineAnswer")).contains("expectedOn");
        assertThat(members("OrderAnswer")).contains("timeline", "refunds");
        assertThat(members("PurchaseOrdersOrderAnswer")).contains("supplier");
    }

    @Test
    void theClaimsOfAnOrdersLineAreDescribed() {
        assertThat(description
                        .at("/components/schemas/OrderLineAnswer/properties/claims/items/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/ClaimAnswer");
        assertThat(members("ClaimAnswer")).contains("sku", "location", "state", "quantity", "atRisk");
    }

    @Test
    void everyReferenceLeadsToASchema() {
        List<String> named = description.findValuesAsText("$ref");

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
    }
}
