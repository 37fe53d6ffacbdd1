package io.tillbridge.trial;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.DispatchRule.Emit;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.Template;
import io.tillbridge.mapping.SampleCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents of a flow, made from the samples of the mappings that its rows name: what a row's condition asks for is put
 * in, and an element is put into the array it is cut from.
 */
final class FlowDocuments {

    private FlowDocuments() {}

    /** One or more documents per row that emits; one per row that fetches or triggers. */
    static List<TrialDocument> of(Bench bench, List<DispatchRule> dispatch, KeyRule... keys) {
        List<TrialDocument> documents = new ArrayList<>();
        for (int row = 0; row < dispatch.size(); row++) {
            DispatchRule rule = dispatch.get(row);
            if (rule.outcome() instanceof Emit emit) {
                for (SampleCase sample : bench.samples(emit.mapping())) {
                    TrialDocument document = document(sample, rule.when(), emit);
                    fill(document, keys, sample.input().event().parentKey());
                    if (first(dispatch, document) == row) {
                        documents.add(document);
                    }
                }
            } else if (rule.outcome() instanceof DispatchRule.Fetch fetch) {
                documents.add(thin(rule.when(), fetch, keys));
            }
        }
        return documents;
    }

    /** The number of the first row that takes a document; -1 when none does. */
    static int first(List<DispatchRule> dispatch, TrialDocument document) {
        for (int row = 0; row < dispatch.size(); row++) {
            if (Conditions.holds(dispatch.get(row).when(), document.body(), document::header, 0)) {
                return row;
            }
        }
        return -1;
    }

    private static TrialDocument document(SampleCase sample, Condition when, Emit emit) {
        // A file's name, or what a message says beside its body
        Map<String, String> headers = new TreeMap<>(sample.input().event().headers());
        JsonNode input = sample.input().document().deepCopy();
        ObjectNode body;
        if (emit.each() != null) {
            body = JsonNodeFactory.instance.objectNode();
            ArrayNode elements = JsonNodeFactory.instance.arrayNode().add(element(input, emit.children()));
            Satisfied.set(body, emit.each(), elements);
        } else {
            body = input instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode().set("sample", input);
        }
        if (!Conditions.holds(when, body, name -> headers.get(name.toLowerCase(Locale.ROOT)), 0)) {
            Satisfied.satisfy(when, body, headers);
        }
        return new TrialDocument(sample.name(), body, headers, emit.mapping());
    }

    /** The element that a document was cut out of. */
    private static JsonNode element(JsonNode input, DispatchRule.@Nullable Children children) {
        if (children == null || !(input instanceof ObjectNode child)) {
            return input;
        }
        ObjectNode element =
                child.remove(children.as()) instanceof ObjectNode rest ? rest : JsonNodeFactory.instance.objectNode();
        if (!child.isEmpty()) { // else it was not cut
            Satisfied.set(
                    element,
                    children.list(),
                    JsonNodeFactory.instance.arrayNode().add(child));
        }
        return element;
    }

    private static TrialDocument thin(Condition when, DispatchRule.Fetch fetch, KeyRule[] keys) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        Map<String, String> headers = new TreeMap<>();
        Satisfied.satisfy(when, body, headers);
        fetch.args()
                .forEach((name, template) -> template.pieces().stream()
                        .filter(Template.Piece::placeholder)
                        .filter(piece -> piece.text().startsWith("record./"))
                        .forEach(piece -> put(body, piece.text().substring("record.".length()), name + "-1")));
        TrialDocument document = new TrialDocument("names " + fetch.fetch(), body, headers, "");
        fill(document, keys, null);
        return document;
    }

    /** A sample of an element lacks what the whole document is keyed by, but may say the key. */
    private static void fill(TrialDocument document, KeyRule[] keys, @Nullable String said) {
        for (KeyRule key : keys) {
            if (key instanceof KeyRule.Pointers pointers && document.body() instanceof ObjectNode body) {
                fill(body, pointers.pointers(), said == null ? new String[0] : said.split("/", -1));
            }
        }
    }

    private static void fill(ObjectNode body, List<JsonPointer> pointers, String[] said) {
        for (int i = 0; i < pointers.size(); i++) {
            if (body.at(pointers.get(i)).isMissingNode()) {
                put(body, pointers.get(i).toString(), said.length == pointers.size() ? said[i] : "key-1");
            }
        }
    }

    private static void put(ObjectNode body, String pointer, String value) {
        Satisfied.set(body, JsonPointer.compile(pointer), TextNode.valueOf(value));
    }
}
