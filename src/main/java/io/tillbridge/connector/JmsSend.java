package io.tillbridge.connector;

import java.util.Map;

/**
 * A message that is sent to a queue or topic.
 *
 * @param path {@code queue:<name>} or {@code topic:<name>}
 * @param headers JMS headers and properties; one whose value is empty is left out
 */
public record JmsSend(String path, Map<String, Template> headers, Format format) implements OutboundCall {

    public JmsSend {
        headers = Map.copyOf(headers);
    }

    @Override
    public String route() {
        return "push-jms";
    }
}
