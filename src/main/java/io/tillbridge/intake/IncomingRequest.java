package io.tillbridge.intake;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as it came over the wire, before anybody trusted it.
 *
 * @param connection first path segment below {@code /hooks}
 * @param flow second path segment
 * @param headers names in lower case; values of a repeated header joined by a comma (RFC 9110 section 5.3)
 * @param body raw bytes as received; empty for an unknown flow and for a body that is too large
 * @param tooLarge the body is longer than the flow's limit and was not kept
 * @param remoteAddress the peer's address, for the record of refused attempts
 * @param query what follows {@code ?} in the address, as sent; empty when nothing does
 * @param clientSubject distinguished name (RFC 2253) of the client certificate that the hub's own TLS verified; null
 *     without one
 */
public record IncomingRequest(
        String connection,
        String flow,
        Map<String, String> headers,
        @SuppressWarnings("ArrayRecordComponent") byte[] body,
        boolean tooLarge,
        String remoteAddress,
        String query,
        @Nullable String clientSubject) {

    IncomingRequest(
            String connection,
            String flow,
            Map<String, String> headers,
            byte[] body,
            boolean tooLarge,
            String remoteAddress) {
        this(connection, flow, headers, body, tooLarge, remoteAddress, "", null);
    }

    /** Value of a header by its name in any case; null when it is absent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
