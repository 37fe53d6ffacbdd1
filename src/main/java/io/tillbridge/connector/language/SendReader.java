package io.tillbridge.connector.language;

import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.Format;
import io.tillbridge.connector.JmsSend;
import io.tillbridge.connector.KafkaSend;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code send}: a file, a message to a queue or topic of a broker, or a record of a Kafka topic. */
final class SendReader {

    private static final Set<String> JMS_HEADERS = Set.of("JMSCorrelationID", "JMSType", "JMSXGroupID");

    private static final Set<String> KINDS = Set.of("directory", "jms", "kafka", "sftp");

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
        String client = ClientReader.name(send, names.clients(), KINDS);
        if (FileClientReader.KINDS.contains(names.kinds().getOrDefault(client, ""))) {
            FileSend file = file(send);
            send.close();
            return new Read(client, file);
        }
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
        Format format = FormatReader.read(send, "format", new Format.Json());
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

    /** A file to put; its path carries the idempotency key, so that no file replaces another that was not read yet. */
    private static FileSend file(Section send) {
        Template path = send.template("path", Roots.OUTBOUND);
        FilePaths.check(send, "path", path);
        boolean unique = path.pieces().stream()
                .anyMatch(piece -> piece.placeholder()
                        && (piece.text().equals("idempotency.key")
                                || piece.text().equals("batch.id")));
        if (!unique && !path.pieces().isEmpty()) {
            send.placeOf("path")
                    .problem(
                            "idempotency_not_sent",
                            "'" + path + "'",
                            "$(idempotency.key) or $(batch.id) in the name",
                            "add it: files of one name replace each other before they are read");
        }
        return new FileSend(path, FormatReader.required(send));
    }

    private static Template key(Section send, KeyRule lane) {
        if (send.has("key")) {
            return send.template("key", Roots.OUTBOUND);
        }
        if (lane instanceof KeyRule.FromTemplate from) {
            return from.template();
        }
        // A lane is known by fields or by a text; anything else is a problem of its own
        List<String> fields = lane instanceof KeyRule.Fields named ? named.fields() : List.of();
        return Template.parse(
                fields.stream().map(field -> "$(canonical." + field + ")").collect(Collectors.joining("/")));
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
