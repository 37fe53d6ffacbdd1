package io.tillbridge.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.mapping.ExactJson;
import io.xlate.edi.schema.EDIReference;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import io.xlate.edi.stream.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON of one set. With a schema its segments and loops are members by their codes, lists where they may repeat;
 * without one {@code segments} is the flat list, each with its {@code tag}.
 */
final class EdiTree {

    private final EdiSyntax syntax;
    private final boolean named;
    private final ObjectNode body = ExactJson.nodes().objectNode();
    private final ArrayNode segments = ExactJson.nodes().arrayNode();
    private final Deque<ObjectNode> loops = new ArrayDeque<>();
    private final StringBuilder raw = new StringBuilder();
    private @Nullable EdiSegment segment;
    private @Nullable String code;
    private String place = "";
    private String detail = "";

    EdiTree(EdiSyntax syntax, boolean named) {
        this.syntax = syntax;
        this.named = named;
        loops.push(body);
    }

    /** Reads to the end of the set. */
    ObjectNode read(EDIStreamReader edi) throws EDIStreamException {
        for (EDIStreamEvent event = edi.next(); event != EDIStreamEvent.END_TRANSACTION; event = edi.next()) {
            switch (event) {
                case START_LOOP -> {
                    ObjectNode loop = ExactJson.nodes().objectNode();
                    add(edi.getReferenceCode(), loop, edi.getSchemaTypeReference());
                    loops.push(loop);
                }
                case END_LOOP -> loops.pop();
                case START_SEGMENT -> start(edi);
                case ELEMENT_DATA -> element(edi);
                case END_SEGMENT -> raw.append('\n');
                default -> {
                    if (event.isError()) {
                        error(edi);
                    }
                }
            }
        }
        if (!named) {
            body.set("segments", segments);
        }
        return body;
    }

    private void start(EDIStreamReader edi) {
        String tag = edi.getText();
        raw.append(tag);
        segment = new EdiSegment(tag);
        ObjectNode json = segment.json();
        if (tag.equals(syntax.set)) {
            body.set("set", json);
        } else if (tag.equals(syntax.setEnd)) {
            return;
        } else if (named) {
            add(tag, json, edi.getSchemaTypeReference());
        } else {
            segments.add(json.put("tag", tag));
        }
    }

    private void add(String name, ObjectNode value, @Nullable EDIReference reference) {
        ObjectNode parent = loops.element();
        if (parent.get(name) instanceof ArrayNode list) {
            list.add(value);
        } else if (reference == null || reference.getMaxOccurs() > 1 || parent.has(name)) {
            ArrayNode list = ExactJson.nodes().arrayNode();
            if (parent.has(name)) {
                list.add(parent.get(name));
            }
            parent.set(name, list.add(value));
        } else {
            parent.set(name, value);
        }
    }

    private void element(EDIStreamReader edi) {
        if (raw.length() > Limits.RECORD_CHARACTERS) {
            fail("record_too_long", edi, "a set has more than " + Limits.RECORD_CHARACTERS + " characters");
            return;
        }
        raw.append(edi.getLocation().getComponentPosition() > 1 ? ':' : '*').append(edi.getText());
        if (segment != null) {
            segment.take(edi);
        }
    }

    private void error(EDIStreamReader edi) {
        EDIStreamValidationError error = edi.getErrorType();
        boolean missing = error == EDIStreamValidationError.MANDATORY_SEGMENT_MISSING;
        fail(error.name().toLowerCase(Locale.ROOT), edi, missing ? words(error) + ": " + edi.getText() : words(error));
    }

    private void fail(String found, EDIStreamReader edi, String what) {
        if (code == null) {
            code = found;
            place = place(edi.getLocation());
            detail = what;
        }
    }

    /** The first error that was found; null when there is none. */
    FormatRecord.@Nullable Bad bad(long number) {
        return code == null ? null : new FormatRecord.Bad(number, code, place, detail, raw());
    }

    /** The set as it stands, one segment a line, its signs replaced by {@code *} and {@code :}. */
    String raw() {
        return Limits.raw(raw.toString());
    }

    /** Where something is: {@code segment 12 PO1, element 3}. */
    static String place(Location at) {
        String place = "segment " + at.getSegmentPosition() + " " + at.getSegmentTag();
        return at.getElementPosition() > 0 ? place + ", element " + at.getElementPosition() : place;
    }

    /** What an error says. */
    static String words(EDIStreamValidationError error) {
        return error.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
