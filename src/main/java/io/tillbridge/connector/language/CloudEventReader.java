package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code cloudevents}: the attributes of a CloudEvent (1.0) in binary mode, as the headers of its protocol binding.
 * {@code id} is the idempotency key, because receivers recognise a repeat by source and id.
 */
final class CloudEventReader {

    private static final Set<String> OURS = Set.of("id", "specversion", "datacontenttype");

    private CloudEventReader() {}

    static Map<String, Template> read(
            Section event, boolean kafka, @Nullable EventType accepts, Template key, String connection) {
        Map<String, Template> attributes = new LinkedHashMap<>();
        attributes.put("specversion", Template.parse("1.0"));
        attributes.put("id", Template.parse("$(idempotency.key)"));
        attributes.put("source", Template.parse("/tillbridge/" + connection));
        attributes.put("type", Template.parse("io.tillbridge." + (accepts == null ? "" : accepts.word())));
        if (kafka) {
            attributes.put("partitionkey", key);
        } else {
            attributes.put("datacontenttype", Template.parse("application/json"));
        }
        for (String name : event.keys()) {
            if (OURS.contains(name) || !name.matches("[a-z0-9]{1,20}")) {
                event.placeOf(name)
                        .problem(
                                "wrong_name",
                                "'" + name + "'",
                                "an attribute of lower-case letters and digits that the hub does not set itself",
                                "remove or rename it");
            }
            attributes.put(name, event.template(name, Roots.OUTBOUND));
        }
        event.close();
        Map<String, Template> headers = new LinkedHashMap<>();
        attributes.forEach((name, value) -> headers.put((kafka ? "ce_" : "cloudEvents_") + name, value));
        if (kafka) {
            headers.put("content-type", Template.parse("application/json"));
        }
        return headers;
    }
}
