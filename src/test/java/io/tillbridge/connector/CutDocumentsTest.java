package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.canonical.EventType;
import io.tillbridge.mapping.ExactJson;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A document with many events is cut where its row says, and nothing of it is left out unseen. */
class CutDocumentsTest {

    private static final JsonNode STOCK = ExactJson.parse("""
            {"at": "now", "lines": [
              {"sku": "TEE", "all": 3, "places": [{"place": "S1", "some": 1}, {"place": "S2", "some": 2}]},
              {"sku": "MUG", "all": 0, "places": []}]}
            """);

    @Test
    void eachElementIsADocument() throws CutDocuments.NoListException {
        assertThat(CutDocuments.of(emit(null), STOCK))
                .extracting(one -> one.path("sku").asText())
                .containsExactly("TEE", "MUG");
    }

    @Test
    void eachChildHoldsTheRestOfItsElement() throws CutDocuments.NoListException {
        JsonNode before = STOCK.deepCopy();

        assertThat(CutDocuments.of(emit(children()), STOCK))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"place\":\"S1\",\"some\":1,\"line\":{\"sku\":\"TEE\",\"all\":3}}",
                        "{\"place\":\"S2\",\"some\":2,\"line\":{\"sku\":\"TEE\",\"all\":3}}");
        assertThat(STOCK).as("the whole document stays as it came").isEqualTo(before);
    }

    @Test
    void anElementWithoutTheListIsSaidWithItsPlace() {
        JsonNode odd = ExactJson.parse("{\"lines\": [{\"sku\": \"TEE\", \"places\": []}, {\"sku\": \"MUG\"}]}");

        assertThatThrownBy(() -> CutDocuments.of(emit(children()), odd))
                .isInstanceOfSatisfying(
                        CutDocuments.NoListException.class,
                        missing -> assertThat(missing.place()).isEqualTo("/lines/1/places"))
                .hasMessage("expected an array to cut into events, found missing");
    }

    @Test
    void anElementWithoutAChildThatMeetsTheConditionIsOneDocument() throws CutDocuments.NoListException {
        JsonNode mixed = ExactJson.parse("""
                {"lines": [{"sku": "TEE", "all": 3}, {"sku": "MUG", "all": 1, "places": [{"some": 1}, {"place": "S1"}]},
                  {"sku": "TIN", "all": 2, "places": [{"some": 2}]}]}
                """);
        Condition named = new Condition.Test(
                new Condition.Subject.Pointer(JsonPointer.compile("/place")),
                Condition.Operator.EXISTS,
                List.of(),
                "string");

        assertThat(CutDocuments.of(
                        emit(new DispatchRule.Children(JsonPointer.compile("/places"), "line", named)), mixed))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"line\":{\"sku\":\"TEE\",\"all\":3}}",
                        "{\"some\":1,\"line\":{\"sku\":\"MUG\",\"all\":1}}",
                        "{\"place\":\"S1\",\"line\":{\"sku\":\"MUG\",\"all\":1}}",
                        "{\"line\":{\"sku\":\"TIN\",\"all\":2,\"places\":[{\"some\":2}]}}");
    }

    @Test
    void whatAChildReadsIsFoundInTheWhole() {
        DispatchRule.Emit cut = emit(children());

        assertThat(cut.within("/some")).isEqualTo("/lines/*/places/*/some");
        assertThat(cut.within("/line/sku")).isEqualTo("/lines/*/sku");
        assertThat(cut.within("/line")).isEqualTo("/lines/*");
        assertThat(cut.within("/lineage")).isEqualTo("/lines/*/places/*/lineage");
        assertThat(emit(null).within("/sku")).isEqualTo("/lines/*/sku");
    }

    private static DispatchRule.Children children() {
        return new DispatchRule.Children(JsonPointer.compile("/places"), "line");
    }

    private static DispatchRule.Emit emit(DispatchRule.@Nullable Children children) {
        return new DispatchRule.Emit(
                EventType.STOCK_SNAPSHOT, "acme.stock", JsonPointer.compile("/lines"), children, null);
    }
}
