package io.tillbridge.connector;

import java.util.Map;

/**
 * A record that is sent to a topic.
 *
 * @param key decides the partition, so that what concerns one thing stays in order
 * @param headers one whose value is empty is left out
 */
public record KafkaSend(String topic, Template key, Map<String, Template> headers, Format format)
        implements OutboundCall {

    public KafkaSend {
        headers = Map.copyOf(headers);
    }

    @Override
    public String route() {
        return "push-kafka";
    }
}
