package io.tillbridge.connector;

/** What is done to tell a destination something, with placeholders. */
public sealed interface OutboundCall permits RequestTemplate, FileSend, JmsSend, KafkaSend {

    /** The route template that makes such calls. */
    String route();
}
