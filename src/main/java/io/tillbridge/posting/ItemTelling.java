package io.tillbridge.posting;

import io.tillbridge.catalog.ItemChange;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells destinations what a person made of an item, in the transaction that changed it. */
@Component
public final class ItemTelling {

    private final Lanes lanes;
    private final Outbox outbox;

    ItemTelling(Lanes lanes, Outbox outbox) {
        this.lanes = lanes;
        this.outbox = outbox;
    }

    /**
     * Writes the lanes.
     *
     * @param by stands for the message that a person's change has none of
     * @return lanes that are due, to be signalled after the commit
     */
    public List<LaneSignal> tell(Connection tx, ItemChange change, UUID by) throws SQLException {
        return outbox.write(tx, lanes.items(tx, List.of(new ItemPosting.Changed(change, by))));
    }
}
