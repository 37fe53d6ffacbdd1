package io.tillbridge.format;

import com.fasterxml.jackson.databind.JsonNode;

/** One record of a file. */
public sealed interface FormatRecord {

    /** Where it stands: the line of a text format, else the record's number; from 1. */
    long number();

    /** A record as JSON: text, exact numbers and lists. */
    record Good(long number, JsonNode json) implements FormatRecord {}

    /**
     * A record that cannot be read.
     *
     * @param code stable, such as {@code not_a_number}
     * @param field the column or element; empty for the whole record
     * @param detail what was found and what was expected
     * @param raw the record as it stands in the file
     */
    record Bad(long number, String code, String field, String detail, String raw) implements FormatRecord {}
}
