package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a listing's records.
 *
 * @param at where a page's records lie
 * @param mayBeAbsent whether an answer without them is an empty page; else it is an error
 * @param where which documents are taken; the others are counted. Null for all
 * @param each a list in each record whose elements are the documents; null for the record itself
 * @param as the member of each such element that holds the rest of its record; null when it has none
 */
public record PolledRecords(
        JsonPointer at,
        boolean mayBeAbsent,
        @Nullable Condition where,
        @Nullable JsonPointer each,
        @Nullable String as) {

    /** Every record is a document. */
    public static PolledRecords at(JsonPointer records) {
        return new PolledRecords(records, false, null, null, null);
    }
}
