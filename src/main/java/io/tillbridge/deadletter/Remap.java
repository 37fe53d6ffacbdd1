package io.tillbridge.deadletter;

/** Under which mapping version a replay translates messages. Lanes are not concerned. */
public sealed interface Remap {

    /** The version each message is stamped with: the same result for ever. */
    record Stamped() implements Remap {}

    /** The version that is active for the message's own time. */
    record Current() implements Remap {}

    /** This version of each message's mapping; a message that was never translated takes the active one. */
    record Version(int version) implements Remap {}
}
