package io.tillbridge.posting;

import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.reservation.NoticesTold;
import io.tillbridge.stock.Balance;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Writes into the lanes what other systems should hold after a repost. */
@Component
final class RepostTelling {

    private final Lanes lanes;
    private final NoticesTold notices;
    private final Fulfilling fulfilling;
    private final Outbox outbox;

    RepostTelling(Lanes lanes, NoticesTold notices, Fulfilling fulfilling, Outbox outbox) {
        this.lanes = lanes;
        this.notices = notices;
        this.fulfilling = fulfilling;
        this.outbox = outbox;
    }

    /** Conditions as messages say them now. */
    void conditions(Connection tx, Effects effects) throws SQLException {
        lanes.conditions(tx, effects);
    }

    /** @param balances that changed */
    List<LaneSignal> tell(Connection tx, List<Balance> balances, RepostGathered gathered) throws SQLException {
        Effects effects = gathered.effects;
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(notices.of(tx, effects.notices));
        desired.addAll(lanes.orderStatus(gathered.changed));
        desired.addAll(fulfilling.requests().post(tx, gathered.changed));
        desired.addAll(lanes.items(tx, effects.changedItems));
        return outbox.write(tx, desired);
    }
}
