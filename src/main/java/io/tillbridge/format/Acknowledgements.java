package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sender of EDI is told of a file: one 997 or CONTRL for each of its interchanges. Acknowledgements are not
 * acknowledged.
 */
public final class Acknowledgements {

    /** Control numbers have nine digits in X12. */
    private static final long NUMBERS = 999_999_999;

    private final EdiSyntax syntax;
    private final List<EdiEnvelopes.Interchange> interchanges;

    private Acknowledgements(EdiSyntax syntax, List<EdiEnvelopes.Interchange> interchanges) {
        this.syntax = syntax;
        this.interchanges = interchanges;
    }

    /** Of what was read of a stream until now; empty when it is no EDI or holds nothing that may be acknowledged. */
    public static Acknowledgements of(RecordStream read) {
        RecordStream records = read instanceof UnpackedRecords packed ? packed.unpacked() : read;
        if (!(records instanceof EdiRecords edi)) {
            return new Acknowledgements(EdiSyntax.X12, List.of());
        }
        List<EdiEnvelopes.Interchange> told = new ArrayList<>();
        for (EdiEnvelopes.Interchange interchange : edi.envelopes().interchanges()) {
            List<EdiEnvelopes.Group> groups = interchange.groups().stream()
                    .filter(group -> !group.outcomes().isEmpty()
                            && !group.outcomes().stream().allMatch(EdiEnvelopes.Outcome::acknowledges))
                    .toList();
            if (!groups.isEmpty()) {
                told.add(new EdiEnvelopes.Interchange(interchange.header(), groups));
            }
        }
        return new Acknowledgements(edi.syntax(), told);
    }

    /** How many interchanges will be written. */
    public int count() {
        return interchanges.size();
    }

    /**
     * Interchanges in the file's own syntax, one after the other.
     *
     * @param refused the file was rejected as a whole: none of its sets counts
     * @param now at which they are made
     * @param control number of the first; each further one is one more, and after 999 999 999 comes 1
     * @throws UnwritableDocument when the sender's envelope lacks what an answer needs
     */
    public byte[] write(boolean refused, Instant now, long control) throws UnwritableDocument {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long number = control;
        for (EdiEnvelopes.Interchange interchange : interchanges) {
            EdiEnvelopes.Interchange told = refused ? interchange.refused() : interchange;
            JsonNode document = Acknowledgement.of(syntax, told, now, Long.toString((number++ - 1) % NUMBERS + 1));
            out.writeBytes(EdiWriter.write(syntax, FormatCodec.toWrite(document)));
        }
        return out.toByteArray();
    }
}
