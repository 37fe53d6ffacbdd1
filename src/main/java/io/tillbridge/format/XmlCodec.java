package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML documents, without document types: nothing is expanded and nothing is fetched. */
final class XmlCodec implements FormatCodec {

    private final Format.Xml format;

    XmlCodec(Format.Xml format) {
        this.format = format;
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory.createXMLStreamReader(in);
    }

    /** The document element under its name, so that pointers start with it: {@code /Message/@id}. */
    @Override
    public JsonNode read(byte[] document) throws UnreadableDocument {
        try (Elements elements = new Elements(new ByteArrayInputStream(document), null)) {
            FormatRecord.Good whole = elements.good();
            elements.good();
            if (whole == null) {
                throw new UnreadableDocument("invalid_xml", "", "there is no element");
            }
            return whole.json();
        } catch (XMLStreamException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new UnreadableDocument("invalid_xml", "", "the document cannot be read: " + e.getMessage());
        }
    }

    @Override
    public RecordStream records(InputStream file) throws IOException, UnreadableDocument {
        if (format.record() == null) {
            return new FormCodec.OneRecord(file, read(Unpacked.whole(file)));
        }
        try {
            return new Elements(file, format.record());
        } catch (XMLStreamException e) {
            throw invalid(e);
        }
    }

    @Override
    public byte[] write(JsonNode document) throws UnwritableDocument {
        return XmlWriter.write(document, format.root());
    }

    private static UnreadableDocument invalid(XMLStreamException e) {
        UnreadableDocument unreadable = RefusedBytes.within(e);
        if (unreadable != null) {
            return unreadable;
        }
        String place = e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        String message = String.valueOf(e.getMessage());
        String reason = message.substring(message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + 9);
        return new UnreadableDocument(
                "invalid_xml",
                place,
                "not well-formed XML (" + Limits.quoted(reason) + "); the sender must correct it");
    }

    /** The elements at one path; the document element when there is none. */
    private final class Elements implements RecordStream {
        private final InputStream file;
        private final @Nullable String record;
        private final XMLStreamReader xml;
        private final Deque<String> path = new ArrayDeque<>();

        Elements(InputStream file, @Nullable String record) throws XMLStreamException {
            this.file = file;
            this.record = record;
            this.xml = reader(file);
        }

        @Override
        public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
            try {
                return good();
            } catch (XMLStreamException e) {
                if (e.getNestedException() instanceof IOException io && RefusedBytes.within(io) == null) {
                    throw io;
                }
                throw invalid(e);
            }
        }

        FormatRecord.@Nullable Good good() throws XMLStreamException, UnreadableDocument {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.DTD) {
                    throw new UnreadableDocument(
                            "doctype_refused",
                            "line " + xml.getLocation().getLineNumber(),
                            "a document type (DOCTYPE) is never read: it could name other files and expand without end");
                }
                if (event == XMLStreamReader.END_ELEMENT) {
                    path.removeLast();
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    int line = xml.getLocation().getLineNumber();
                    path.addLast(xml.getLocalName());
                    checkRoot(line);
                    String at = String.join("/", path);
                    if (record == null || record.equals(at)) {
                        JsonNode element = new XmlTree(xml, format.arrays()).element(at, path.size());
                        path.removeLast();
                        ObjectNode named = ExactJson.nodes().objectNode();
                        return new FormatRecord.Good(line, record == null ? named.set(at, element) : element);
                    }
                }
            }
            return null;
        }

        private void checkRoot(int line) throws UnreadableDocument {
            String root = format.root();
            if (path.size() == 1 && root != null && !root.equals(path.getLast())) {
                throw new UnreadableDocument(
                        "wrong_root",
                        "line " + line,
                        "the document element is " + Limits.quoted(path.getLast()) + "; expected " + root);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
