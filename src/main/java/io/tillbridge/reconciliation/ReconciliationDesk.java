package io.tillbridge.reconciliation;

import java.sql.SQLException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where a person has a connection compared with the books now. */
@Component
public final class ReconciliationDesk {

    /** Figures of an answer; the others are counted. */
    private static final int LISTED = 100;

    private final Reconciliation reconciliation;
    private final ReconciliationRules rules;

    ReconciliationDesk(Reconciliation reconciliation, ReconciliationRules rules) {
        this.reconciliation = reconciliation;
        this.rules = rules;
    }

    /** What became of it. */
    public sealed interface Answer {

        /** The run is over. */
        record Done(ReconciliationRun run) implements Answer {}

        /** Another run of the connection is under way. */
        record Running() implements Answer {}

        /**
         * The connection is not compared.
         *
         * @param compared those that are
         */
        record NotCompared(List<String> compared) implements Answer {}
    }

    /**
     * Compares a connection and waits for the end.
     *
     * @param dry keeps nothing and corrects nothing
     * @param by for the audit log
     * @throws SQLException the database is away; a look that was not kept has found nothing
     */
    public Answer run(String connection, boolean dry, String by) throws SQLException {
        ReconciledConnection of = rules.connections().get(connection);
        if (of == null) {
            return new Answer.NotCompared(
                    rules.connections().keySet().stream().sorted().toList());
        }
        RunReport report = dry ? reconciliation.look(of) : reconciliation.run(of, by);
        return report == null ? new Answer.Running() : new Answer.Done(ReconciliationRun.of(report, dry, LISTED));
    }
}
