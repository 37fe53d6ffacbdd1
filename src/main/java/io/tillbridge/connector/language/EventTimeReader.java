package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.EventTime;
import org.jspecify.annotations.Nullable;

/** Reads where a document says when its event happened. */
final class EventTimeReader {

    private EventTimeReader() {}

    static @Nullable EventTime read(Section flow) {
        Section time = flow.optional("eventTime");
        if (time == null) {
            return null;
        }
        String form = time.only(true, "column", "pointer");
        JsonPointer place = "pointer".equals(form)
                ? time.pointer("pointer")
                : JsonPointer.compile(
                        "/" + time.text("column", "a column").replace("~", "~0").replace("/", "~1"));
        EventTime read = new EventTime(place, FilesScheduleReader.zone(time, "zone"));
        time.close();
        return read;
    }
}
