package io.tillbridge.posting;

import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.mapping.ActiveSet;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.message.Receipts;
import io.tillbridge.outbox.LaneSignal;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The one transaction of a batch: receipts, the books, lanes, the message record, dead letters, released holds.
 *
 * <p>What a crash leaves: before the commit nothing, after it everything. A batch that is redelivered afterwards finds its
 * receipts, facts and messages and changes nothing.
 */
@Component
final class BatchTransaction {

    private final Receipts receipts;
    private final Books books;
    private final Outbox outbox;
    private final MessageRecord record;
    private final HeldMessages held;
    private final PostingPace pace;

    BatchTransaction(
            Receipts receipts, Books books, Outbox outbox, MessageRecord record, HeldMessages held, PostingPace pace) {
        this.receipts = receipts;
        this.books = books;
        this.outbox = outbox;
        this.record = record;
        this.held = held;
        this.pace = pace;
    }

    /**
     * What was committed.
     *
     * @param works with their verdicts
     * @param due lanes
     * @param released how many held messages go on
     * @param reused message ids of those whose receipt key came before with another body
     */
    record Result(List<Work> works, List<LaneSignal> due, int released, Set<UUID> reused) {}

    /**
     * Writes and commits; on any failure rolls back and leaves the connection usable.
     *
     * @param set the generation of the active set that the works were translated by
     * @throws MappingsMoved when another one is active: then nothing was written
     */
    Result write(Connection connection, List<Work> works, long set) throws SQLException {
        return pace.paced(works.size(), () -> Transactions.on(connection, tx -> written(tx, works, set)));
    }

    private Result written(Connection tx, List<Work> works, long set) throws SQLException {
        long active = ActiveSet.held(tx);
        if (active != set) {
            throw new MappingsMoved(set, active);
        }
        Receipts.Seen seen = receipts.record(tx, arrivals(works));
        List<Work> counted = withoutRepeats(works, seen.repeats());
        Books.Consequences consequences = books.post(tx, counted);
        List<LaneSignal> due = outbox.write(tx, consequences.desired());
        record.write(tx, counted);
        return new Result(counted, due, held.release(tx, consequences.appeared()), seen.reused());
    }

    private static List<AcceptedDocument> arrivals(List<Work> works) {
        List<AcceptedDocument> arrivals = new ArrayList<>();
        for (Work work : works) {
            AcceptedDocument document = work.ready.document();
            if (!work.ready.recorded() && document.receiptKey() != null && !refused(work)) {
                arrivals.add(document);
            }
        }
        return arrivals;
    }

    /** What posting itself gave up leaves no receipt, because its receipt may be the reason. */
    private static boolean refused(Work work) {
        return work.verdict instanceof Verdict.Dead dead && dead.failure().stage() == Stage.POST;
    }

    /** A repeat is skipped and its children are not recorded at all: those of the first arrival are. */
    private static List<Work> withoutRepeats(List<Work> works, Set<UUID> repeats) {
        if (repeats.isEmpty()) {
            return works;
        }
        List<Work> counted = new ArrayList<>(works.size());
        for (Work work : works) {
            AcceptedDocument document = work.ready.document();
            if (document.parentId() != null && repeats.contains(document.parentId())) {
                continue;
            }
            if (repeats.contains(document.messageId())) {
                work.verdict = new Verdict.Skipped("repeat");
            }
            counted.add(work);
        }
        return counted;
    }
}
