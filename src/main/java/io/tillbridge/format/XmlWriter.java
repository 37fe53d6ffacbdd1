package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes XML 1.0 in UTF-8: {@code @name} members are attributes, {@code #text} is text, lists repeat their element. */
final class XmlWriter {

    /** Names without surprises; one prefix is allowed, its {@code @xmlns:prefix} is the document's own. */
    private static final Pattern NAME = Pattern.compile("(?:[\\p{L}_][\\p{L}\\p{N}_.-]*:)?[\\p{L}_][\\p{L}\\p{N}_.-]*");

    private final XMLStreamWriter xml;

    private XmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * The bytes of a document.
     *
     * @param root name of the document element around it, unless the document is that element alone; null when the
     *     document's only member is it
     */
    static byte[] write(JsonNode document, @Nullable String root) throws UnwritableDocument {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonNode content = document;
        String name = root;
        if (document.isObject() && document.size() == 1 && (root == null || document.has(root))) {
            name = document.fieldNames().next();
            content = document.path(name);
        }
        if (name == null || content.isArray()) {
            throw new UnwritableDocument("no_root", "", "XML has one document element; name it at format.root");
        }
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            new XmlWriter(xml).element(name, content, name);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new UnwritableDocument("invalid_xml", "", String.valueOf(e.getMessage()));
        }
        return out.toByteArray();
    }

    private void element(String name, JsonNode content, String path) throws XMLStreamException, UnwritableDocument {
        if (content.isArray()) {
            for (JsonNode each : content) {
                element(name, each, path);
            }
            return;
        }
        check(NAME.matcher(name).matches(), path, "a name that XML does not have");
        xml.writeStartElement(name);
        if (content.isObject()) {
            for (Map.Entry<String, JsonNode> member : content.properties()) {
                if (member.getKey().startsWith("@") && !member.getValue().isNull()) {
                    String attribute = member.getKey().substring(1);
                    check(NAME.matcher(attribute).matches(), path, "an attribute's name that XML does not have");
                    xml.writeAttribute(attribute, text(member.getValue(), path + "/" + member.getKey()));
                }
            }
            for (Map.Entry<String, JsonNode> member : content.properties()) {
                String key = member.getKey();
                if (key.equals("#text")) {
                    xml.writeCharacters(text(member.getValue(), path));
                } else if (!key.startsWith("@")) {
                    element(key, member.getValue(), path + "/" + key);
                }
            }
        } else if (!content.isNull()) {
            xml.writeCharacters(text(content, path));
        }
        xml.writeEndElement();
    }

    private static String text(JsonNode value, String path) throws UnwritableDocument {
        check(value.isValueNode(), path, "an object or a list where text belongs");
        String text = ExactJson.text(value);
        check(text.codePoints().allMatch(XmlWriter::legal), path, "a character that XML does not have");
        return text;
    }

    /** The characters of XML 1.0 section 2.2. */
    private static boolean legal(int c) {
        return c >= 0x20
                ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
                : c == '\t' || c == '\n' || c == '\r';
    }

    private static void check(boolean holds, String path, String found) throws UnwritableDocument {
        if (!holds) {
            throw new UnwritableDocument("invalid_xml", path, found);
        }
    }
}
