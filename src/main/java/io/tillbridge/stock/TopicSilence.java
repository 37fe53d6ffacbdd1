package io.tillbridge.stock;

/**
 * From when on it means something that a connection says nothing on a topic.
 *
 * @param topic an event type, such as {@code sale}
 * @param registers each register that was heard is waited for by itself, and only its location is concerned
 */
public record TopicSilence(String connection, String topic, boolean registers, Silence silence) {}
