package io.tillbridge.deadletter;

import java.util.UUID;

/** Writes replays on the audit log. */
@FunctionalInterface
public interface ReplayAudit {

    /** A person ordered a replay of so many dead letters. */
    void replayed(UUID replay, String by, String reason, int items);
}
