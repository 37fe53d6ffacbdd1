package io.tillbridge.connector.language;

import io.tillbridge.connector.Schedule;
import java.time.Duration;

/** Reads {@code every}, the pause between two runs. */
final class Every {

    private Every() {}

    static Schedule read(Section source, Duration otherwise) {
        Duration every = source.duration("every", otherwise);
        if (every.isZero()) {
            source.placeOf("every").problem("wrong_type", "'PT0S'", "a duration above zero", "write it like PT20S");
        }
        return new Schedule.Every(every);
    }
}
