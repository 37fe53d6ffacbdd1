package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code send}: a message to a queue, a topic of a broker, or a Kafka topic. */
final class SendReader {

    private static final Set<String> JMS_HEADERS = Set.of("JMSCorrelationID", "JMSType", "JMSXGroupID");

    private SendReader() {}

    /** A call and the client that makes it. */
    record Read(String client, OutboundCall call) {}

    /**
     * Reads the section.
     *
     * @param lane the flow's key, which decides a record's partition unless {@code key} does
     */
    static Read read(
            Section send, InboundReader.Names names, @Nullable EventType accepts, KeyRule lane, String connection) {
        String client = ClientReader.name(send, names.clients());
        boolean kafka = "kafka".equals(names.kinds().get(client));
        String form = send.only(true, "queue", "topic");
        String destination = form == null ? "" : send.text(form, "a name");
        if (kafka && "queue".equals(form)) {
            send.placeOf("queue").problem("wrong_word", "a queue of Kafka", "topic", "write topic");
        }
        Map<String, Template> headers = new LinkedHashMap<>(send.templates("headers", Roots.OUTBOUND));
        if (!kafka) {
            headers.keySet().forEach(name -> propertyName(send, name));
        }
        Template key = kafka ? key(send, lane) : Template.parse("");
        Format format = MessageFormats.read(send);
        Section event = send.optional("cloudevents");
        if (event != null) {
            headers.putAll(CloudEventReader.read(event, kafka, accepts, key, connection));
        }
        OutboundCall call = kafka
                ? new KafkaSend(destination, key, headers, format)
                : new JmsSend(form + ":" + destination, headers, format);
        send.close();
        return new Read(client, call);
    }

    private static Template key(Section send, KeyRule lane) {
        if (send.has("key")) {
            return send.template("key", Roots.OUTBOUND);
        }
        if (lane instanceof KeyRule.FromTemplate from) {
            return from.template();
        }
        return Template.parse(((KeyRule.Fields) lane)
                .fields().stream().map(field -> "$(canonical." + field + ")").collect(Collectors.joining("/")));
    }

    private static void propertyName(Section send, String name) {
        boolean legal = name.startsWith("JMS") ? JMS_HEADERS.contains(name) : name.matches("[A-Za-z_$][A-Za-z0-9_$]*");
        if (!legal) {
            send.map()
                    .map("headers")
                    .placeOf(name)
                    .problem(
                            "wrong_name",
                            "'" + name + "'",
                            "letters, digits and _, or one of "
                                    + JMS_HEADERS.stream().sorted().toList(),
                            "rename it; JMS takes no other property names");
        }
    }
}
