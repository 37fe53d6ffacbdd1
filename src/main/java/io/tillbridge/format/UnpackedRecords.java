package io.tillbridge.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records of a packed file: what unpacking refuses is the document's fault, not the reading's. */
final class UnpackedRecords implements RecordStream {

    private final RecordStream records;

    UnpackedRecords(RecordStream records) {
        this.records = records;
    }

    /** The records of what is packed. */
    RecordStream unpacked() {
        return records;
    }

    @Override
    public @Nullable FormatRecord next() throws IOException, UnreadableDocument {
        try {
            return records.next();
        } catch (IOException e) {
            throw RefusedBytes.orElse(e);
        }
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
