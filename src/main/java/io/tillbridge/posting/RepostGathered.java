package io.tillbridge.posting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a unit's reversal and new posting will write, gathered before it is written set-based. */
final class RepostGathered {

    final Effects effects = new Effects();

    /** Where each message stands in the ledger that a count may be concerned by. */
    final Map<UUID, RepostPlace> places = new HashMap<>();

    /** The order, where it stands otherwise than before. */
    final List<PostedOrder> changed = new ArrayList<>();

    final RepostChange change = new RepostChange();
}
