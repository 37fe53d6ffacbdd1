package io.tillbridge.delivery;

import io.tillbridge.outbox.LaneFeed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what a destination is told next: what must be resolved, what is scheduled, what was
 * written by who gives no hints, what is known to be due, what a walk finds. Used by one worker at a time.
 */
final class LaneSource {

    private static final int WINDOW_WAITS = 50_000;
    private static final int LOOK_EVERY = 16;
    private static final Duration LOOK_AFTER = Duration.ofMillis(500);
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(10);

    /** What a worker looks for; the first one looks for all, the others only share the hints. */
    enum Part {
        ALL,
        HINTS
    }

    private final DeliveryStage stage;
    private final Destination destination;
    private final Part part;
    private final Clock clock;
    private final LaneFeed feed;
    private final WindowWaits windows;
    private @Nullable String walkedTo;
    private Instant walkedAt;
    private Instant sweptAt;
    private boolean newFiles = true;
    private int turns;
    private Instant plannedAt;

    LaneSource(DeliveryStage stage, Destination destination, Part part) {
        this.stage = stage;
        this.destination = destination;
        this.part = part;
        this.clock = stage.clock();
        this.feed = stage.feed(destination);
        this.windows = new WindowWaits(WINDOW_WAITS, feed);
        this.walkedAt = clock.instant();
        this.sweptAt = clock.instant();
        this.plannedAt = clock.instant();
    }

    /** The next attempt; null when nothing is due now. */
    @Nullable
    Attempt next() throws SQLException {
        if (turns++ % LOOK_EVERY == 0 || !clock.instant().isBefore(plannedAt.plus(LOOK_AFTER))) {
            Attempt planned = planned();
            if (planned != null) {
                turns = 0; // there may be more of them
                return planned;
            }
        }
        while (true) {
            List<String> keys = new ArrayList<>(windows.take(clock.instant(), destination.max()));
            keys.addAll(feed.take(destination.max() - keys.size()));
            if (keys.isEmpty() && !walk()) {
                break;
            }
            if (!keys.isEmpty()) {
                Attempt attempt = stage.hinted(destination, keys, windows);
                if (attempt != null) {
                    return attempt;
                }
            }
        }
        turns = 0;
        return planned();
    }

    /** How long nothing needs to be looked at, unless a hint comes. */
    Duration idle() {
        Duration idle =
                part == Part.ALL ? stage.settings().idle() : stage.settings().walkEvery();
        return windows.next(clock.instant())
                .filter(next -> next.compareTo(idle) < 0)
                .orElse(idle);
    }

    private @Nullable Attempt planned() throws SQLException {
        if (part == Part.HINTS) {
            return null;
        }
        if (newFiles) {
            stage.releaseForValueMaps(destination);
            newFiles = false;
        }
        Instant now = clock.instant();
        plannedAt = now;
        if (!now.isBefore(sweptAt.plus(SWEEP_EVERY))) {
            sweptAt = now;
            stage.sweepHeld(destination);
        }
        Attempt repeated = stage.repeat(destination);
        if (repeated != null) {
            return repeated;
        }
        Attempt scheduled = stage.scheduled(destination);
        return scheduled != null ? scheduled : stage.woken(destination, windows);
    }

    /** One step of the walk that is under way or wanted; false when there is none. */
    private boolean walk() throws SQLException {
        String from = walkedTo;
        if (from == null) {
            Instant now = clock.instant();
            boolean regular = part == Part.ALL
                    && !now.isBefore(walkedAt.plus(stage.settings().walkEvery()));
            if (!feed.takeWalk() && !regular) {
                return false;
            }
            walkedAt = now;
            from = "";
        }
        LaneWalk.Step step = stage.walk(destination, from);
        feed.add(step.due());
        walkedTo = step.last();
        return true;
    }
}
