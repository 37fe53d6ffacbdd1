package io.tillbridge.connector.language;

import io.tillbridge.connector.Format;

final class FormatReader {
    private FormatReader() {}

    static Format read(Section section) {
        section.optional("format");
        return new Format.Json();
    }
}
