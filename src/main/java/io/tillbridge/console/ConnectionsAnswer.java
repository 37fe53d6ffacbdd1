package io.tillbridge.console;

import io.tillbridge.reload.ReloadOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All connections.
 *
 * @param reload how the newest reload of this node ended; a refused one says why, and what is listed runs still
 */
record ConnectionsAnswer(
        List<ConnectionAnswer> items, @Nullable String next, ReloadOutcome reload) {}
