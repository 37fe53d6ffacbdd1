package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import org.jspecify.annotations.Nullable;

/**
 * A reference that is looked up before translation, so that translation stays pure.
 *
 * @param kind of cross reference, such as {@code shopify.location}
 * @param by the remote id's pointer in the document, or the local id's cells in the canonical event
 * @param each an array over whose elements {@code by} runs; the result is then per element
 * @param missing what a miss does
 */
public record ResolveRule(
        Type type, String kind, KeyRule by, @Nullable JsonPointer each, Missing missing) {

    public enum Type {
        XREF,
        /** The version that the destination told of what it holds. */
        VERSION,
        SHADOW
    }

    public enum Missing {
        HOLD,
        SET_NULL,
        DEAD_LETTER
    }
}
