package io.tillbridge.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.connector.JdbcSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.partner.HostRefused;
import io.tillbridge.platform.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a table from the place on, a batch of rows a step. The rows of a batch and the place behind them are
 * stored in one transaction. A row that was committed after others passed it is found by the next run's lookback.
 */
final class JdbcRun implements PullRun {

    private final RunningFlow flow;
    private final JdbcSource source;
    private final JdbcDatabase database;
    private final PulledDocuments documents;
    private final RecordDocuments records;
    private final Clock clock;
    private final Lease lease;
    private final Set<String> seen;
    private List<String> place;
    private @Nullable JdbcWindow window;
    private int fresh;

    /**
     * A run from a place on.
     *
     * @param lease without which no batch is kept
     */
    JdbcRun(
            RunningFlow flow,
            JdbcSource source,
            JdbcDatabase database,
            PulledDocuments documents,
            RecordDocuments records,
            Clock clock,
            JdbcPlace before,
            Lease lease) {
        this.flow = flow;
        this.source = source;
        this.database = database;
        this.documents = documents;
        this.records = records;
        this.clock = clock;
        this.lease = lease;
        this.place = before.values();
        this.seen = new LinkedHashSet<>(before.seen());
    }

    @Override
    public Outcome step() {
        try {
            JdbcWindow asked = window == null
                    ? JdbcWindow.next(source.cursor(), new JdbcPlace(place, seen), clock.instant())
                    : window;
            List<ObjectNode> rows;
            try (Connection session = database.open()) {
                rows = new JdbcQuery(session, source, database.timeout()).rows(asked);
                session.rollback();
            }
            return took(asked, rows);
        } catch (SQLException e) {
            return JdbcFailures.of(e);
        } catch (JdbcRows.Unreadable e) {
            return JdbcFailures.failed(e.code(), String.valueOf(e.getMessage()));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return JdbcFailures.failed(
                    "cursor_unreadable", "a value of " + fields() + " is not of its type; correct cursor.fields");
        } catch (HostRefused e) {
            return JdbcFailures.failed(HostRefused.CODE, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return JdbcFailures.failed("secret_missing", String.valueOf(e.getMessage()));
        }
    }

    private Outcome took(JdbcWindow asked, List<ObjectNode> rows) throws JdbcRows.Unreadable {
        List<AcceptedDocument> accepted = new ArrayList<>();
        JdbcTuple last = asked.from();
        List<String> reached = place;
        for (ObjectNode row : rows) {
            List<String> texts = JdbcTuple.texts(source.cursor().fields(), row);
            JdbcTuple at = JdbcTuple.of(source.cursor().fields(), texts);
            if (at.before(last)) {
                return JdbcFailures.failed(
                        "rows_not_sorted", "rows do not come in the order of " + fields() + "; correct order by");
            }
            last = at;
            if (place.isEmpty() || !at.before(JdbcTuple.of(source.cursor().fields(), place))) {
                reached = texts;
            }
            AcceptedDocument document = records.of(row, clock.instant());
            // A receipt key recognises a row that is read again; only without one its hash has to
            if (document.receiptKey() != null || seen.add(RecordDocuments.hash(row))) {
                accepted.add(document);
            }
        }
        boolean full = rows.size() >= source.batch();
        if (full && last.equals(asked.from())) {
            return JdbcFailures.failed(
                    "cursor_stuck", "a whole batch has one value of " + fields() + "; add a unique column to them");
        }
        return store(new JdbcWindow(last, asked.until()), accepted, reached, full);
    }

    private Outcome store(JdbcWindow next, List<AcceptedDocument> accepted, List<String> reached, boolean full) {
        try {
            OptionalInt kept = documents.keep(
                    lease, flow.connection().id(), flow.flow().name(), accepted, new JdbcPlace(reached, seen).json());
            if (kept.isEmpty()) {
                return JdbcFailures.failed(
                        "lease_lost",
                        "another node reads since this run was held up; nothing of this batch is kept here");
            }
            fresh += kept.getAsInt();
        } catch (SQLException e) {
            return JdbcFailures.failed("not_stored", "PostgreSQL did not store the rows, SQLSTATE " + e.getSQLState());
        }
        place = reached;
        window = next;
        return full ? new Continue(Duration.ZERO) : new Finished(fresh, true);
    }

    private List<String> fields() {
        return source.cursor().fields().stream().map(JdbcSource.Field::column).toList();
    }
}
