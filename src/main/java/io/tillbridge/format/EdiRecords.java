package io.tillbridge.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.Format;
import io.tillbridge.mapping.ExactJson;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import io.xlate.edi.stream.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transaction sets or messages of interchanges. Each record repeats its envelope: {@code interchange}, {@code group}
 * (where there is one) and {@code set} hold the elements of their header segments.
 */
final class EdiRecords implements RecordStream {

    /** Envelopes that contradict themselves; that a date in them is too short matters to nobody. */
    private static final Set<EDIStreamValidationError> DAMAGED = Set.of(
            EDIStreamValidationError.CONTROL_COUNT_DOES_NOT_MATCH_ACTUAL_COUNT,
            EDIStreamValidationError.CONTROL_REFERENCE_MISMATCH,
            EDIStreamValidationError.MANDATORY_SEGMENT_MISSING);

    private final EdiSyntax syntax;
    private final Format.Edi format;
    private final @Nullable Schema schema;
    private final InputStream file;
    private final EDIStreamReader edi;
    private final EdiEnvelopes envelopes = new EdiEnvelopes();
    private @Nullable ObjectNode interchange;
    private @Nullable ObjectNode group;
    private long number;

    EdiRecords(EdiSyntax syntax, Format.Edi format, @Nullable Schema schema, InputStream file)
            throws IOException, UnreadableDocument {
        this.syntax = syntax;
        this.format = format;
        this.schema = schema;
        EDIInputFactory factory = EDIInputFactory.newFactory();
        // Partners are identified by codes of their own, which no list has
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_CODE_VALUES, false);
        EdiBytes bytes = EdiBytes.of(syntax, file);
        this.file = bytes;
        try {
            this.edi = factory.createEDIStreamReader(bytes, bytes.encoding().name());
        } catch (EDIStreamException e) {
            throw invalid(e);
        }
    }

    EdiSyntax syntax() {
        return syntax;
    }

    /** What the interchanges read so far held: for the acknowledgement. */
    EdiEnvelopes envelopes() {
        return envelopes;
    }

    @Override
    public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
        try {
            while (edi.hasNext()) {
                EDIStreamEvent event = edi.next();
                if (event.isError()) {
                    refuseDamage();
                } else if (event == EDIStreamEvent.START_TRANSACTION) {
                    return transaction();
                } else if (event == EDIStreamEvent.START_SEGMENT) {
                    envelope(edi.getText());
                } else if (event == EDIStreamEvent.END_GROUP) {
                    group = null;
                }
            }
        } catch (EDIStreamException e) {
            UnreadableDocument unreadable = RefusedBytes.within(e);
            throw unreadable == null ? invalid(e) : unreadable;
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
            throw invalid(e);
        }
        if (interchange == null) {
            throw new UnreadableDocument(code(), syntax.interchange, "there is no interchange");
        }
        return null;
    }

    private void envelope(String tag) throws EDIStreamException {
        if (tag.equals(syntax.interchange)) {
            interchange = new EdiSegment(tag).read(edi);
            envelopes.interchange(interchange);
        } else if (tag.equals(syntax.group)) {
            group = new EdiSegment(tag).read(edi);
            envelopes.group(group);
        }
    }

    private FormatRecord transaction() throws EDIStreamException {
        if (schema != null) {
            edi.setTransactionSchema(schema);
        }
        number++;
        EdiTree tree = new EdiTree(syntax, schema != null);
        ObjectNode body = tree.read(edi);
        String type = body.path("set")
                .path(syntax == EdiSyntax.X12 ? "ST01" : "UNH02")
                .asText();
        // A set of another kind is told as such, not by the first segment that the schema does not have
        boolean unexpected = !format.types().isEmpty() && !format.types().contains(type);
        FormatRecord.@Nullable Bad bad = !unexpected
                ? tree.bad(number)
                : new FormatRecord.Bad(
                        number,
                        "unexpected_set",
                        syntax == EdiSyntax.X12 ? "ST01" : "UNH02",
                        Limits.quoted(type) + " found, one of " + format.types() + " expected",
                        tree.raw());
        envelopes.set(body.path("set"), bad);
        if (bad != null) {
            return bad;
        }
        ObjectNode record = ExactJson.nodes().objectNode();
        record.set("interchange", interchange);
        if (group != null) {
            record.set("group", group);
        }
        record.setAll(body);
        return new FormatRecord.Good(number, record);
    }

    private void refuseDamage() throws UnreadableDocument {
        if (DAMAGED.contains(edi.getErrorType())) {
            throw new UnreadableDocument(
                    "control_mismatch",
                    EdiTree.place(edi.getLocation()),
                    EdiTree.words(edi.getErrorType()) + ": the interchange is damaged or cut; it must be sent again");
        }
    }

    private UnreadableDocument invalid(Exception e) {
        String message = String.valueOf(e.getMessage());
        Location at = e instanceof EDIStreamException stopped ? stopped.getLocation() : null;
        String place = interchange == null ? syntax.interchange : "";
        return new UnreadableDocument(
                code(),
                at == null || at.getSegmentTag() == null ? place : EdiTree.place(at),
                "no " + syntax.standard + " interchange (" + Limits.quoted(message.replaceFirst("^EDIE[0-9]+ - ", ""))
                        + "); the sender must correct it");
    }

    private String code() {
        return syntax == EdiSyntax.X12 ? "invalid_x12" : "invalid_edifact";
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
