package io.tillbridge.posting;

import io.tillbridge.books.JournalDue;
import io.tillbridge.canonical.EventType;
import io.tillbridge.outbox.DesiredState;
import io.tillbridge.outbox.Outbox;
import io.tillbridge.platform.Transactions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells every destination that accepts {@code journal.entry} what is due of the journal: taken and put into the lanes in one
 * transaction, so a crash leaves it due or told.
 */
@Component
final class JournalTelling {

    private static final Logger LOG = LoggerFactory.getLogger(JournalTelling.class);

    private final DataSource database;
    private final JournalDue due;
    private final Lanes lanes;
    private final Outbox outbox;
    private final Clock clock;

    JournalTelling(DataSource database, JournalDue due, Lanes lanes, Outbox outbox, Clock clock) {
        this.database = database;
        this.due = due;
        this.lanes = lanes;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${tillbridge.posting.release-every:5s}")
    void look() {
        try {
            int told = tell();
            while (told > 0) {
                LOG.info("journal.told count={}", told);
                told = tell();
            }
        } catch (SQLException e) {
            LOG.debug("the journal is told when the database is back", e);
        }
    }

    /** Tells some of what is due and answers how many documents that were. */
    int tell() throws SQLException {
        return Transactions.in(database, transaction -> {
            List<DesiredState> states = new ArrayList<>();
            List<JournalDue.Telling> tellings = due.take(transaction);
            for (JournalDue.Telling telling : tellings) {
                states.addAll(lanes.of(
                        EventType.JOURNAL_ENTRY,
                        telling.document(),
                        telling.sequence(),
                        telling.occurredAt(),
                        telling.messageId()));
            }
            if (!states.isEmpty()) {
                outbox.schedule(transaction, states, clock.instant());
            }
            return tellings.size();
        });
    }
}
