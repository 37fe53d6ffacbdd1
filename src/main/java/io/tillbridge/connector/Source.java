package io.tillbridge.connector;

/** Where an inbound flow's documents come from. */
public sealed interface Source permits WebhookSource, PollHttpSource, FilesSource, JdbcSource, JmsSource, KafkaSource {

    /** How the stored bytes of its documents are read: what a flow cuts into records is stored as JSON. */
    default Format documents() {
        return new Format.Json();
    }
}
