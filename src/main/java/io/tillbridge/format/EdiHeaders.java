package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamWriter;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes single segments. */
final class EdiHeaders {

    private static final Pattern PLACE = Pattern.compile("([0-9]{2})([0-9]{2})?(?:_([0-9]{1,3}))?");

    /** Characters of each element of ISA, which has a fixed length. */
    private static final int[] ISA = {2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1};

    private EdiHeaders() {}

    /** The header of an X12 interchange; what is not given has its usual value. */
    static void isa(EDIStreamWriter edi, JsonNode given) throws EDIStreamException, UnwritableDocument {
        String[] usual = {"00", "", "00", "", null, null, null, null, null, null, "U", "00401", null, "0", "P", ":"};
        edi.writeStartSegment("ISA");
        for (int i = 0; i < ISA.length; i++) {
            String name = EdiSegment.name("ISA", i + 1, 1, 1);
            String text = EdiWriter.text(given, name, usual[i] == null ? "" : usual[i]);
            if ((text.isEmpty() && usual[i] == null) || text.length() > ISA[i]) {
                throw new UnwritableDocument(
                        text.isEmpty() ? "missing_element" : "too_long",
                        "interchange." + name,
                        Limits.quoted(text) + " found, up to " + ISA[i] + " characters expected");
            }
            edi.writeElement(name.equals("ISA13") ? control(text) : text + " ".repeat(ISA[i] - text.length()));
        }
        edi.writeEndSegment();
    }

    /** The number of an X12 interchange, which has nine digits. */
    static String control(String number) {
        return "0".repeat(Math.max(0, 9 - number.length())) + number;
    }

    /** A segment of named components, as {@link EdiSegment} reads them. */
    static void segment(EDIStreamWriter edi, String tag, JsonNode elements) throws EDIStreamException {
        edi.writeStartSegment(tag);
        int last = last(tag, elements, 1, "", 1);
        for (int element = 1; element <= last; element++) {
            String name = EdiSegment.name(tag, element, 1, 1);
            int occurrences = last(tag, elements, 3, name, 1);
            for (int occurrence = 1; occurrence <= occurrences; occurrence++) {
                if (occurrence > 1) {
                    edi.writeRepeatElement();
                } else {
                    edi.writeStartElement();
                }
                element(edi, tag, elements, element, occurrence);
            }
            edi.endElement();
        }
        edi.writeEndSegment();
    }

    private static void element(EDIStreamWriter edi, String tag, JsonNode elements, int element, int occurrence)
            throws EDIStreamException {
        int components = last(tag, elements, 2, EdiSegment.name(tag, element, 1, 1), occurrence);
        for (int component = 1; component <= components; component++) {
            String text = EdiWriter.text(elements, EdiSegment.name(tag, element, component, occurrence), "");
            if (components == 1) {
                edi.writeElementData(text);
            } else {
                edi.startComponent();
                edi.writeElementData(text);
                edi.endComponent();
            }
        }
    }

    /** The greatest element (group 1), component (2) or occurrence (3) among the names that begin with a text. */
    private static int last(String tag, JsonNode elements, int group, String begin, int occurrence) {
        int last = group == 1 ? 0 : 1;
        for (Iterator<String> names = elements.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Matcher place = PLACE.matcher(name.startsWith(tag) ? name.substring(tag.length()) : "");
            if (!name.startsWith(begin)
                    || !place.matches()
                    || elements.path(name).isNull()) {
                continue;
            }
            String number = place.group(group);
            int of = place.group(3) == null ? 1 : Integer.parseInt(place.group(3));
            if (number != null && (group != 2 || of == occurrence)) {
                last = Math.max(last, Integer.parseInt(number));
            }
        }
        return last;
    }
}
