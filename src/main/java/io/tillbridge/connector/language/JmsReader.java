package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;
import io.tillbridge.connector.JmsSource;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** Reads a source that is a queue or a topic of a broker. */
final class JmsReader {

    private static final DataSize LONGEST_BODY = DataSize.ofMegabytes(10);

    private JmsReader() {}

    static JmsSource read(Section source, InboundReader.Names names) {
        String client = ClientReader.name(source, names.clients(), Set.of("jms"));
        String form = source.only(true, "queue", "topic");
        String destination = form == null ? "" : source.text(form, "a name");
        String subscription = null;
        if ("topic".equals(form)) {
            subscription = source.text("subscription", "the name of the durable subscription");
        }
        return new JmsSource(
                client,
                destination,
                subscription,
                source.optionalText("selector"),
                FormatReader.read(source, "format", new Format.Json()),
                Sizes.bytes(source, "maxBytes", LONGEST_BODY, DataSize.ofMegabytes(50)));
    }
}
