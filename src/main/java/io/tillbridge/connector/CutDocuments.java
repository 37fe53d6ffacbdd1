package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a document with many events into the documents of each, as a dispatch row says. */
public final class CutDocuments {

    private CutDocuments() {}

    /** There is no list where the row looks for one. */
    public static final class NoListException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String place;

        private NoListException(String place, JsonNode found) {
            super("expected an array to cut into events, found "
                    + found.getNodeType().name().toLowerCase(Locale.ROOT));
            this.place = place;
        }

        /** A pointer to where it is missing. */
        public String place() {
            return place;
        }
    }

    /**
     * The documents, in their order.
     *
     * @param emit that names an array
     * @throws NoListException when the array, or the list in one of its elements, is not there
     */
    public static List<JsonNode> of(DispatchRule.Emit emit, JsonNode document) throws NoListException {
        JsonPointer each = emit.each();
        if (each == null) {
            return List.of(document);
        }
        List<JsonNode> documents = new ArrayList<>();
        JsonNode elements = list(document, each, "");
        for (int i = 0; i < elements.size(); i++) {
            DispatchRule.Children children = emit.children();
            if (children == null) {
                documents.add(elements.get(i));
            } else if (children.when() != null && whole(elements.get(i), children, children.when())) {
                documents.add(JsonNodeFactory.instance.objectNode().set(children.as(), elements.get(i)));
            } else {
                JsonNode rest = elements.get(i).deepCopy();
                JsonNode list = list(rest, children.list(), each + "/" + i);
                if (rest.at(children.list().head()) instanceof ObjectNode holder) {
                    holder.remove(children.list().last().getMatchingProperty());
                }
                list.forEach(child -> documents.add(
                        child instanceof ObjectNode object ? object.<ObjectNode>set(children.as(), rest) : child));
            }
        }
        return documents;
    }

    private static boolean whole(JsonNode element, DispatchRule.Children children, Condition when) {
        for (JsonNode child : element.at(children.list())) {
            if (Conditions.holds(when, child)) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode list(JsonNode in, JsonPointer at, String before) throws NoListException {
        JsonNode found = in.at(at);
        if (!found.isArray()) {
            throw new NoListException(before + at, found);
        }
        return found;
    }
}
