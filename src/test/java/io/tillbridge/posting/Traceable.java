package io.tillbridge.posting;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Lots and serial numbers of events for tests. */
public final class Traceable {

    private Traceable() {}

    /** The event, whose first line names these pieces. */
    public static ObjectNode serials(ObjectNode event, String... serials) {
        ArrayNode all = ((ObjectNode) event.at("/lines/0")).putArray("serials");
        for (String serial : serials) {
            all.add(serial);
        }
        return event;
    }

    /** The event, whose first line is of this lot. */
    public static ObjectNode lot(ObjectNode event, String lot, @Nullable String expiresOn) {
        ((ObjectNode) event.at("/lines/0")).put("lot", lot).put("expiresOn", expiresOn);
        return event;
    }
}
