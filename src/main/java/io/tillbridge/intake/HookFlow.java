package io.tillbridge.intake;

import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.WebhookSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook flow of one generation, made ready once: its check, its keys, the places that redaction leaves alone.
 *
 * @param planId {@code <connection>.<flow>.g<generation>}: the id of its route
 */
record HookFlow(
        String planId,
        ConnectionPlan connection,
        InboundFlow flow,
        WebhookSource source,
        SignatureCheck check,
        AcceptKeys keys,
        ProtectedPlaces untouchable) {

    /** Whether the flow takes bodies of this content type; parameters such as the charset do not matter. */
    boolean takes(@Nullable String contentType) {
        if (source.contentTypes().isEmpty()) {
            return true;
        }
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        return source.contentTypes().contains(type) || source.contentTypes().contains(type.toLowerCase(Locale.ROOT));
    }

    /** The headers that the flow names; everything else a sender wrote is dropped here. */
    Map<String, String> kept(IncomingRequest request) {
        if (flow.headers().isEmpty()) {
            return Map.of();
        }
        Map<String, String> kept = new HashMap<>();
        for (String name : flow.headers()) {
            String value = request.header(name);
            if (value != null) {
                kept.put(name.toLowerCase(Locale.ROOT), value);
            }
        }
        return kept;
    }
}
