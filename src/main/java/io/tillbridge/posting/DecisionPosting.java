package io.tillbridge.posting;

import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.reservation.NoticesTold;
import io.tillbridge.reservation.StaffNotices;
import io.tillbridge.stock.Balance;
import io.tillbridge.tasks.TaskKey;
import io.tillbridge.tasks.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What follows when somebody decides about goods: promises that break, entries, conflicts, tasks with their notices, and the
 * figures that destinations are told. In the transaction of the decision, whose balances are locked.
 */
@Component
final class DecisionPosting {

    private final PromiseBreaks breaks;
    private final JournalGoods journal;
    private final Conflicts conflicts;
    private final Tasks tasks;
    private final Lanes lanes;
    private final NoticesTold notices;
    private final Outbox outbox;

    DecisionPosting(
            PromiseBreaks breaks,
            JournalGoods journal,
            Conflicts conflicts,
            Tasks tasks,
            Lanes lanes,
            NoticesTold notices,
            Outbox outbox) {
        this.breaks = breaks;
        this.journal = journal;
        this.conflicts = conflicts;
        this.tasks = tasks;
        this.lanes = lanes;
        this.notices = notices;
        this.outbox = outbox;
    }

    /**
     * Posts it.
     *
     * @param moved balances after the movements of {@code effects} were written
     * @param done tasks that the decision has done
     * @return the lanes that are due, to be signalled after the commit
     */
    List<LaneSignal> post(Connection tx, List<Balance> moved, Effects effects, List<TaskKey> done) throws SQLException {
        List<Balance> balances = breaks.settle(tx, moved, effects);
        NegativeStock.look(balances, effects);
        journal.post(tx, effects.movements);
        conflicts.raise(tx, effects.conflicts);
        conflicts.settle(tx, effects.settled);
        tasks.end(tx, done);
        effects.notices.addAll(StaffNotices.of(tasks.open(tx, effects.tasks)));
        List<DesiredState> desired =
                new ArrayList<>(lanes.availability(tx, balances, effects, Reported.of(List.of(), effects)));
        desired.addAll(notices.of(tx, effects.notices));
        return outbox.write(tx, desired);
    }
}
