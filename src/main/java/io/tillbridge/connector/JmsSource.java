package io.tillbridge.connector;

import org.jspecify.annotations.Nullable;

/**
 * Documents that a system sends to a queue or topic of its broker.
 *
 * @param destination the queue's or topic's name
 * @param subscription name of the durable, shared subscription to a topic; null for a queue
 * @param selector only messages for which it holds are taken; null takes all
 * @param format how their bodies are read
 * @param maxBytes a longer message is kept without its body and becomes a dead letter
 */
public record JmsSource(
        String client,
        String destination,
        @Nullable String subscription,
        @Nullable String selector,
        Format format,
        long maxBytes)
        implements Source {

    @Override
    public Format documents() {
        return format;
    }
}
