package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.format.FormatRecord;

/** What a file is cut into: documents, and records that cannot be read. */
sealed interface FilePiece {

    /** Where it begins: a line or a record's number, from 1. */
    long number();

    /**
     * A document: one record, or all consecutive ones of a group.
     *
     * @param doubt number of a record beside it or in it that cannot be read and may belong to it; 0 when there is none
     */
    record Document(long number, JsonNode json, long doubt) implements FilePiece {}

    record Bad(FormatRecord.Bad row) implements FilePiece {
        @Override
        public long number() {
            return row.number();
        }
    }
}
