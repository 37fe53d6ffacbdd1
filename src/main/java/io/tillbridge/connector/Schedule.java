package io.tillbridge.connector;

import java.time.Duration;
import java.time.Instant;

/** When a source is read. */
public sealed interface Schedule {

    /** When the run after one that ended at {@code last} begins. */
    Instant after(Instant last);

    /** A fixed pause between two runs. */
    record Every(Duration pause) implements Schedule {
        @Override
        public Instant after(Instant last) {
            return last.plus(pause);
        }
    }
}
