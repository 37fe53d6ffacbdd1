package io.tillbridge.trial;

import java.time.Duration;

/**
 * What came of one call of a flow under a fault.
 *
 * @param end what it means for the flow
 * @param pause before the next call
 * @param word for people: the outcome's name or code
 */
record Step(End end, Duration pause, String word) {

    enum End {
        /** It worked. */
        DONE,
        /** The same is to be called again after the pause. */
        AGAIN,
        /** The run ended and its place stayed: the schedule begins another. */
        RUN_ENDED,
        /** Given up: a dead letter. */
        DEAD
    }
}
