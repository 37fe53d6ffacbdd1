package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a document says when its event happened.
 *
 * @param zone of times without an offset
 */
public record EventTime(JsonPointer place, ZoneId zone) {

    /** The moment; null when the document has none, or no ISO 8601 time there. */
    public @Nullable Instant of(JsonNode document) {
        String text = JsonText.of(document.at(place));
        if (text == null) {
            return null;
        }
        try {
            String iso = text.strip().replaceFirst(" ", "T");
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
            }
            return iso.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(zone).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
