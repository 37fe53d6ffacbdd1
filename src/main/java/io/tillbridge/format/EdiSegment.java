package io.tillbridge.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.Location;

/**
 * One segment: {@code NAD02} is the first component of the second element, whether there are more or not, {@code NAD0203}
 * its third one, {@code NAD02_2} its repetition. Empty ones are left out; all are text.
 */
final class EdiSegment {

    private final String tag;
    private final ObjectNode json = ExactJson.nodes().objectNode();

    EdiSegment(String tag) {
        this.tag = tag;
    }

    /** The name of a component. */
    static String name(String tag, int element, int component, int occurrence) {
        return tag
                + (element < 10 ? "0" : "")
                + element
                + (component > 1 ? (component < 10 ? "0" : "") + component : "")
                + (occurrence > 1 ? "_" + occurrence : "");
    }

    /** Reads to the end of a segment of an envelope, whose errors the caller does not ask for. */
    ObjectNode read(EDIStreamReader edi) throws EDIStreamException {
        for (EDIStreamEvent event = edi.next(); event != EDIStreamEvent.END_SEGMENT; event = edi.next()) {
            if (event == EDIStreamEvent.ELEMENT_DATA) {
                take(edi);
            }
        }
        return json;
    }

    /** Takes the element that the reader stands at. */
    void take(EDIStreamReader edi) {
        String text = edi.getText().strip();
        if (!text.isEmpty()) {
            Location at = edi.getLocation();
            json.put(name(tag, at.getElementPosition(), at.getComponentPosition(), at.getElementOccurrence()), text);
        }
    }

    String tag() {
        return tag;
    }

    ObjectNode json() {
        return json;
    }
}
