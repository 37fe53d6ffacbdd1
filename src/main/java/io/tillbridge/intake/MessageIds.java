package io.tillbridge.intake;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/** Gives message ids: UUIDv7 (RFC 9562), increasing within this process even inside one millisecond. */
public final class MessageIds {

    private final TimeOrderedEpochFactory factory;

    public MessageIds(Clock clock) {
        // An id is no secret: the fast generator avoids a lock in every accept
        LongSupplier random = () -> ThreadLocalRandom.current().nextLong();
        this.factory = new TimeOrderedEpochFactory(random, clock);
    }

    /** A new id, greater than all before it. */
    public UUID next() {
        return factory.create();
    }
}
