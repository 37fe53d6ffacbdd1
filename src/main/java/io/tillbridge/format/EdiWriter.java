package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.ExactJson;
import io.xlate.edi.stream.EDIOutputFactory;
import io.xlate.edi.stream.EDIStreamConstants.Delimiters;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamWriter;
import java.io.ByteArrayOutputStream;
import java.nio.BufferOverflowException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one interchange of sets in the shape in which they are read. The envelope is that of the first set; sets of one
 * {@code group} follow each other. Counts and the references of trailers are made here.
 */
final class EdiWriter {

    private final EdiSyntax syntax;
    private final EDIStreamWriter edi;
    private final List<JsonNode> sets;
    private @Nullable JsonNode group;
    private int groups;
    private int setsOfGroup;

    private EdiWriter(EdiSyntax syntax, EDIStreamWriter edi, List<JsonNode> sets) {
        this.syntax = syntax;
        this.edi = edi;
        this.sets = sets;
    }

    static byte[] write(EdiSyntax syntax, List<JsonNode> sets) throws UnwritableDocument {
        if (sets.isEmpty()) {
            throw new UnwritableDocument("no_sets", "", "an interchange without sets cannot be written");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String encoding = encoding(syntax, sets);
        CharsetEncoder encoder = Charset.forName(encoding).newEncoder();
        for (JsonNode set : sets) {
            encodable(set, encoder);
        }
        try (EDIStreamWriter edi = factory(syntax, sets.get(0)).createEDIStreamWriter(out, encoding)) {
            new EdiWriter(syntax, edi, sets).interchange();
        } catch (EDIStreamException | IllegalStateException | IllegalArgumentException e) {
            throw new UnwritableDocument("invalid_edi", "", String.valueOf(e.getMessage()));
        } catch (BufferOverflowException e) {
            throw new UnwritableDocument(
                    "invalid_edi", "", "an element is longer than the syntax can write; shorten it");
        }
        return out.toByteArray();
    }

    /** The signs that the header of an X12 interchange names are those it is written with. */
    private static EDIOutputFactory factory(EdiSyntax syntax, JsonNode first) {
        EDIOutputFactory factory = EDIOutputFactory.newFactory();
        if (syntax == EdiSyntax.X12) {
            String component = text(first.path("interchange"), "ISA16", ":");
            String repetition = text(first.path("interchange"), "ISA11", "U");
            factory.setProperty(Delimiters.COMPONENT_ELEMENT, component.charAt(0));
            if (!repetition.equals("U")) {
                factory.setProperty(Delimiters.REPETITION, repetition.charAt(0));
            }
        }
        return factory;
    }

    /** The sign that stands for one that an encoding lacks is the release character of EDIFACT: it would join elements. */
    private static void encodable(JsonNode node, CharsetEncoder encoder) throws UnwritableDocument {
        if (node.isTextual() && !encoder.canEncode(node.textValue())) {
            throw new UnwritableDocument(
                    "wrong_character",
                    "",
                    Limits.quoted(node.textValue()) + " has a character that "
                            + encoder.charset().name() + " lacks; the mapping must set UNB01 to UNOY, or leave it out");
        }
        for (JsonNode each : node) {
            encodable(each, encoder);
        }
    }

    private static String encoding(EdiSyntax syntax, List<JsonNode> sets) {
        String said = text(sets.get(0).path("interchange"), "UNB01", "UNOC");
        boolean utf8 = syntax == EdiSyntax.X12 || said.equals("UNOW") || said.equals("UNOY");
        return utf8 ? "UTF-8" : "ISO-8859-1";
    }

    private void interchange() throws EDIStreamException, UnwritableDocument {
        JsonNode header = sets.get(0).path("interchange");
        edi.startInterchange();
        if (syntax == EdiSyntax.X12) {
            EdiHeaders.isa(edi, header);
        } else {
            segment(syntax.interchange, required(header, "interchange", "UNB01", "UNB02", "UNB03", "UNB04", "UNB05"));
        }
        for (int i = 0; i < sets.size(); i++) {
            set(i, sets.get(i));
        }
        endGroup();
        trailer(
                syntax.interchangeEnd,
                groups > 0 ? groups : sets.size(),
                syntax == EdiSyntax.X12 ? EdiHeaders.control(text(header, "ISA13", "")) : text(header, "UNB05", ""));
        edi.endInterchange();
    }

    private void set(int index, JsonNode set) throws EDIStreamException, UnwritableDocument {
        JsonNode own = set.path("group");
        if (own.isObject() && !own.equals(group)) {
            endGroup();
            segment(syntax.group, own);
            group = own;
            groups++;
        }
        setsOfGroup++;
        String reference = syntax.set + (syntax == EdiSyntax.X12 ? "02" : "01");
        JsonNode header = required(set.path("set"), "records[" + index + "].set", syntax.set + "01", syntax.set + "02");
        segment(syntax.set, header);
        int segments = 2;
        for (Map.Entry<String, JsonNode> member : set.properties()) {
            if (!List.of("interchange", "group", "set").contains(member.getKey())) {
                segments += body(member.getKey(), member.getValue());
            }
        }
        trailer(syntax.setEnd, segments, text(header, reference, ""));
    }

    /** Segments are objects whose members begin with their tag, or that have one; all else holds segments. */
    private int body(String name, JsonNode node) throws EDIStreamException {
        int written = 0;
        if (node.isArray()) {
            for (JsonNode each : node) {
                written += body(name, each);
            }
        } else if (node.has("tag")) {
            segment(node.path("tag").asText(), node);
            written++;
        } else if (node.isObject()
                && node.size() > 0
                && node.fieldNames().next().matches(name + "[0-9]{2}.*")) {
            segment(name, node);
            written++;
        } else {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                written += body(member.getKey(), member.getValue());
            }
        }
        return written;
    }

    private void segment(String tag, JsonNode elements) throws EDIStreamException {
        EdiHeaders.segment(edi, tag, elements);
    }

    private void endGroup() throws EDIStreamException {
        if (group != null) {
            boolean x12 = syntax == EdiSyntax.X12;
            trailer(syntax.groupEnd, setsOfGroup, text(group, x12 ? "GS06" : "UNG05", ""));
        }
        setsOfGroup = 0;
    }

    private void trailer(String tag, int count, String reference) throws EDIStreamException {
        edi.writeStartSegment(tag)
                .writeElement(Integer.toString(count))
                .writeElement(reference)
                .writeEndSegment();
    }

    private static JsonNode required(JsonNode header, String place, String... names) throws UnwritableDocument {
        for (String name : names) {
            if (text(header, name, "").isEmpty()) {
                throw new UnwritableDocument("missing_element", place, "no " + name + "; the mapping must set it");
            }
        }
        return header;
    }

    static String text(JsonNode elements, String name, String otherwise) {
        JsonNode value = elements.path(name);
        return value.isMissingNode() || value.isNull() ? otherwise : ExactJson.text(value);
    }
}
