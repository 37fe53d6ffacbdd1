package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;

/** Reads the format of messages; JSON unless it says otherwise. */
final class MessageFormats {

    private MessageFormats() {}

    static Format read(Section section) {
        Section format = section.optional("format");
        if (format != null) {
            format.word("kind", ConditionReader.words("json"));
            format.close();
        }
        return new Format.Json();
    }
}
