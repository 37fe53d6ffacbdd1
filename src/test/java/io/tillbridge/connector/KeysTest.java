package io.tillbridge.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysTest {

    private static final ObjectNode DOCUMENT = document();

    @Test
    void aPointerGivesTheValuesTextAsItStands() {
        assertThat(Keys.of(pointers("/id"), DOCUMENT)).isEqualTo("450789469");
        assertThat(Keys.of(pointers("/number"), DOCUMENT)).isEqualTo("2026/001");
    }

    @Test
    void aBrokenPartMakesNoKeyAtAll() {
        assertThat(Keys.of(pointers("/id", "/absent"), DOCUMENT)).isNull();
        assertThat(Keys.of(pointers("/id", "/nothing"), DOCUMENT)).isNull();
        assertThat(Keys.of(pointers("/id", "/empty"), DOCUMENT)).isNull();
        assertThat(Keys.of(pointers("/id"), null)).isNull();
    }

    @Test
    void partsWithSlashesStayApart() {
        ObjectNode first = JsonNodeFactory.instance.objectNode().put("a", "x/y").put("b", "z");
        ObjectNode second = JsonNodeFactory.instance.objectNode().put("a", "x").put("b", "y/z");
        KeyRule rule = new KeyRule.Fields(List.of("a", "b"));

        assertThat(Keys.of(rule, first)).isEqualTo("x~1y/z");
        assertThat(Keys.of(rule, second)).isEqualTo("x/y~1z");
    }

    @Test
    void fieldsAreDottedPathsOfTheCanonicalEvent() {
        assertThat(Keys.of(new KeyRule.Fields(List.of("number", "totals.grand")), DOCUMENT))
                .isEqualTo("2026~1001/19.90");
    }

    @Test
    void aHeaderIsAKey() {
        assertThat(Keys.of(new KeyRule.Header("X-Id"), null, Map.of("X-Id", "d-1")::get, path -> null))
                .isEqualTo("d-1");
        assertThat(Keys.of(new KeyRule.Header("X-Id"), DOCUMENT)).isNull();
    }

    @Test
    void aTemplateReadsScopesAndTheDocumentAndNeedsAllOfThem() {
        KeyRule rule = new KeyRule.FromTemplate(Template.parse("$(connection.id)/$(record.id)"));

        assertThat(Keys.of(rule, DOCUMENT, name -> null, Map.of("connection.id", TextNode.valueOf("acme"))::get))
                .isEqualTo("acme/450789469");
        assertThat(Keys.of(rule, DOCUMENT)).isNull();
    }

    @Test
    void aNameBasedUuidIsTheSameForTheSameParts() {
        KeyRule rule = new KeyRule.Uuid5(List.of("connection.id", "canonical.id"));
        Map<String, JsonNode> scope = Map.of("connection.id", TextNode.valueOf("acme"));

        String key = Keys.of(rule, DOCUMENT, name -> null, scope::get);

        assertThat(key).isEqualTo(Keys.uuid5("acme/450789469").toString());
        assertThat(UUID.fromString(String.valueOf(key)).version()).isEqualTo(5);
    }

    @Test
    void theNamespaceNeverChanges() {
        assertThat(Keys.NAMESPACE).isEqualTo(UUID.fromString("ba27f6a5-5fe4-5c6d-af20-a7a0f69ae241"));
        assertThat(Keys.uuid5("acme/1")).isEqualTo(UUID.fromString("ab5d0abf-7a7f-5e83-a9f1-49856432496d"));
    }

    @Test
    void aFetchGetsItsArgumentsFromTheDocument() {
        DispatchRule.Fetch fetch = new DispatchRule.Fetch(
                "order", Map.of("id", Template.parse("$(record./id)"), "none", Template.parse("$(record./absent)")));

        assertThat(Documents.arguments(fetch, DOCUMENT)).isEqualTo(Map.of("id", "450789469"));
    }

    private static KeyRule pointers(String... pointers) {
        return new KeyRule.Pointers(
                Stream.of(pointers).map(JsonPointer::compile).toList());
    }

    private static ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("id", 450789469L)
                .put("number", "2026/001")
                .put("empty", "")
                .putNull("nothing");
        document.putObject("totals").put("grand", "19.90");
        return document;
    }
}
