package io.tillbridge.intake;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.format.Acknowledgements;
import io.tillbridge.format.Formats;
import io.tillbridge.format.UnreadableDocument;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.Refusals.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One copied file: first checked to its end, then read again to be stored. Not for several threads. */
final class FileReading implements AutoCloseable {

    /** Documents of one transaction, and their bytes. */
    static final int BATCH = 500;

    private static final int BATCH_BYTES = 4 * 1024 * 1024;

    private final SpooledFile copy;
    private final FilesSource source;
    private final FileDocuments documents;
    private final ReadFile file;
    private @Nullable FilePieces checking;
    private @Nullable FilePieces storing;
    private long bad;

    FileReading(SpooledFile copy, FilesSource source, FileDocuments documents, ReadFile file) {
        this.copy = copy;
        this.source = source;
        this.documents = documents;
        this.file = file;
    }

    ReadFile file() {
        return file;
    }

    /**
     * Checks on.
     *
     * @return false when the file has ended and nothing was found
     * @throws UnreadableDocument when the file has to be rejected
     */
    boolean check(long until) throws IOException, UnreadableDocument {
        if (checking == null) {
            checking = new FilePieces(Formats.records(source.format(), copy.read()), source.group());
        }
        while (true) {
            FilePiece piece = checking.next();
            if (piece == null) {
                checking.close();
                return false;
            }
            if (piece instanceof FilePiece.Bad row && ++bad > source.badRows().maxPerFile()) {
                throw new UnreadableDocument(
                        "too_many_bad_rows",
                        "record " + row.number()
                                + (row.row().field().isEmpty()
                                        ? ""
                                        : ", " + row.row().field()),
                        bad + " records cannot be read and " + source.badRows().maxPerFile()
                                + " are allowed; the last: " + row.row().code() + ", "
                                + row.row().detail());
            }
            if (System.nanoTime() - until > 0) {
                return true;
            }
        }
    }

    /**
     * A part of the file.
     *
     * @param pieces it was made of
     * @param last whether the file ends with it
     */
    record Batch(List<AcceptedDocument> documents, List<Refused> refused, long pieces, boolean last) {}

    /**
     * The next part.
     *
     * @param skip pieces that are stored already; counts for the first part only
     */
    Batch next(long skip) throws IOException, UnreadableDocument {
        long passed = 0;
        if (storing == null) {
            storing = new FilePieces(Formats.records(source.format(), copy.read()), source.group());
            while (passed < skip && storing.next() != null) {
                passed++;
            }
        }
        List<AcceptedDocument> good = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        int pieces = 0;
        long bytes = 0;
        while (pieces < BATCH && bytes < BATCH_BYTES) {
            FilePiece piece = storing.next();
            if (piece == null) {
                return new Batch(good, refused, pieces, true);
            }
            pieces++;
            if (piece instanceof FilePiece.Bad row) {
                refused.add(documents.bad(file, row));
            } else if (piece instanceof FilePiece.Document whole && whole.doubt() > 0) {
                refused.add(documents.doubtful(file, whole));
            } else {
                AcceptedDocument document = documents.document(file, (FilePiece.Document) piece);
                bytes += document.body().length;
                good.add(document);
            }
        }
        return new Batch(good, refused, pieces, false);
    }

    /** What the sender is told of the file; null while nothing of it could be read. */
    @Nullable
    Acknowledgements acknowledgements() {
        FilePieces read = storing == null ? checking : storing;
        return read == null ? null : read.acknowledgements();
    }

    @Override
    public void close() {
        try {
            if (checking != null) {
                checking.close();
            }
            if (storing != null) {
                storing.close();
            }
        } catch (IOException leftOpen) {
            // a file of this machine that is deleted next
        }
        copy.close();
    }
}
