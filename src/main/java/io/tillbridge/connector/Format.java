package io.tillbridge.connector;

/** How a document's bytes are read and written. */
public sealed interface Format {

    /** One JSON document, UTF-8 (RFC 8259). */
    record Json() implements Format {}
}
