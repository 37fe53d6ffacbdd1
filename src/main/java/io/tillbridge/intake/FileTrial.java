package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Refusals.Refused;
import io.tillbridge.partner.StoredFile;
import io.tillbridge.platform.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a file in memory is cut into.
 *
 * @param documents in the file's order
 * @param refused records that cannot be read, and documents beside them
 */
public record FileTrial(List<AcceptedDocument> documents, List<Refused> refused) {

    public FileTrial {
        documents = List.copyOf(documents);
        refused = List.copyOf(refused);
    }

    /**
     * Cuts a file.
     *
     * @throws UnreadableDocument when it has to be rejected
     */
    static FileTrial of(FilesSource source, FileDocuments documents, String name, byte[] file)
            throws UnreadableDocument {
        Map<String, String> parts = source.name().parts(name).orElse(Map.of("name", name, "stem", name));
        ReadFile read = new ReadFile(new StoredFile(name, file.length, Instant.EPOCH), parts, Sha256.hex(file));
        List<AcceptedDocument> good = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        try (FilePieces pieces =
                new FilePieces(Formats.records(source.format(), new ByteArrayInputStream(file)), source.group())) {
            for (FilePiece piece = pieces.next(); piece != null; piece = pieces.next()) {
                if (piece instanceof FilePiece.Bad bad) {
                    refused.add(documents.bad(read, bad));
                } else if (piece instanceof FilePiece.Document whole && whole.doubt() > 0) {
                    refused.add(documents.doubtful(read, whole));
                } else {
                    good.add(documents.document(read, (FilePiece.Document) piece));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
        return new FileTrial(good, refused);
    }
}
