package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Makes JSON of one element: text of an element that has nothing else, null of an empty one, else an object. What repeats,
 * or is declared so, is a list. Spaces around text mean nothing.
 */
final class XmlTree {

    private static final String NIL = "http://www.w3.org/2001/XMLSchema-instance";
    private static final int MOST_DEPTH = 200;

    private final XMLStreamReader xml;
    private final Set<String> arrays;
    private long characters;

    XmlTree(XMLStreamReader xml, Set<String> arrays) {
        this.xml = xml;
        this.arrays = arrays;
    }

    /**
     * The element that the reader stands at; it stands at its end afterwards.
     *
     * @param path from the document element, both named
     */
    JsonNode element(String path, int depth) throws XMLStreamException, UnreadableDocument {
        if (depth > MOST_DEPTH) {
            throw refused("too_deep", "elements are nested deeper than " + MOST_DEPTH);
        }
        boolean nil = "true".equals(xml.getAttributeValue(NIL, "nil"));
        ObjectNode object = ExactJson.nodes().objectNode();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (!NIL.equals(xml.getAttributeNamespace(i))) {
                take(xml.getAttributeValue(i).length());
                object.put("@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
            }
        }
        lists(object, path);
        StringBuilder text = new StringBuilder();
        for (int event = xml.next(); event != XMLStreamReader.END_ELEMENT; event = xml.next()) {
            if (event == XMLStreamReader.START_ELEMENT) {
                String name = xml.getLocalName();
                take(name.length());
                add(object, name, element(path + "/" + name, depth + 1));
            } else if (event == XMLStreamReader.CHARACTERS || event == XMLStreamReader.CDATA) {
                take(xml.getTextLength());
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            } else if (event == XMLStreamReader.ENTITY_REFERENCE) {
                throw refused("entity_refused", "the entity " + Limits.quoted(xml.getLocalName()) + " is not known");
            }
        }
        String content = text.toString().strip();
        if (object.isEmpty()) {
            return nil || content.isEmpty()
                    ? NullNode.getInstance()
                    : ExactJson.nodes().textNode(content);
        }
        if (!content.isEmpty()) {
            object.put("#text", content);
        }
        return object;
    }

    /** A declared list is there even when it has no element. */
    private void lists(ObjectNode object, String path) {
        for (String array : arrays) {
            if (array.startsWith(path + "/") && array.indexOf('/', path.length() + 1) < 0) {
                object.putArray(array.substring(path.length() + 1));
            }
        }
    }

    private static void add(ObjectNode object, String name, JsonNode value) {
        JsonNode before = object.get(name);
        if (before == null) {
            object.set(name, value);
        } else if (before instanceof ArrayNode list) {
            list.add(value);
        } else {
            object.putArray(name).add(before).add(value);
        }
    }

    private void take(int more) throws UnreadableDocument {
        characters += more;
        if (characters > Limits.DOCUMENT_BYTES) {
            throw refused("record_too_long", "a record has more than " + Limits.DOCUMENT_BYTES + " characters");
        }
    }

    private UnreadableDocument refused(String code, String detail) {
        return new UnreadableDocument(code, "line " + xml.getLocation().getLineNumber(), detail);
    }
}
