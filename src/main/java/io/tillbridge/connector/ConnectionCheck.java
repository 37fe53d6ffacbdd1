package io.tillbridge.connector;

import org.jspecify.annotations.Nullable;

/**
 * A call that tells whether a connection works, such as reading the shop's name.
 *
 * @param client that makes the call
 * @param each null for one call; else the codes for each of which it is made, as {@code $(value)}
 * @param expect holds on the answer's document when the connection works
 */
public record ConnectionCheck(
        String name, String client, @Nullable Codes each, RequestTemplate request, Condition expect) {

    /** Codes of a value map: of one of its key columns, or its targets. */
    public record Codes(String valueMap, String column) {}
}
