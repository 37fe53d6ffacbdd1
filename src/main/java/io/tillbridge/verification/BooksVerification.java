package io.tillbridge.verification;

import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs every check over all keys, each range in a read-only snapshot of its own; changes nothing. */
@Component
public final class BooksVerification {

    /** Findings of a check that are listed; the others are counted. */
    static final int LISTED = 100;

    private final DataSource database;
    private final List<BooksCheck> checks;
    private final Semaphore one = new Semaphore(1);

    BooksVerification(DataSource database, List<BooksCheck> checks) {
        this.database = database;
        this.checks = List.copyOf(checks);
    }

    /**
     * Looks at everything.
     *
     * @return one result per check; null while another that was asked of this node is under way
     * @throws SQLException the database is away; nothing is known then
     */
    public @Nullable List<CheckResult> run() throws SQLException {
        if (!one.tryAcquire()) {
            return null;
        }
        try {
            return run(took -> true);
        } finally {
            one.release();
        }
    }

    /**
     * Looks at everything, at somebody else's pace.
     *
     * @return one result per check; null when the pace ended it
     * @throws SQLException the database is away; nothing is known then
     */
    @Nullable
    List<CheckResult> run(Pace pace) throws SQLException {
        List<CheckResult> results = new ArrayList<>(checks.size());
        for (BooksCheck check : checks) {
            CheckResult result = run(check, pace);
            if (result == null) {
                return null;
            }
            results.add(result);
        }
        return results;
    }

    private @Nullable CheckResult run(BooksCheck check, Pace pace) throws SQLException {
        Found found = new Found();
        int ranges = 0;
        for (Optional<String> after = Optional.of(""); after.isPresent(); ranges++) {
            String from = after.get();
            long began = System.nanoTime();
            after = Transactions.in(database, snapshot -> {
                begin(snapshot);
                return Optional.ofNullable(check.look(snapshot, from, found::add));
            });
            if (!pace.goesOn(Duration.ofNanos(System.nanoTime() - began))) {
                return null;
            }
        }
        return new CheckResult(check.name(), ranges, found.count, found.listed);
    }

    private static void begin(Connection snapshot) throws SQLException {
        try (Statement statement = snapshot.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
        }
    }

    /** What lies between two ranges. */
    interface Pace {

        /**
         * Called behind each range; may rest before it returns.
         *
         * @param took how long the range's queries took
         * @return false: the look ends here
         */
        boolean goesOn(Duration took);
    }

    private static final class Found {

        private final List<Finding> listed = new ArrayList<>();
        private long count;

        void add(Finding finding) {
            count++;
            if (listed.size() < LISTED) {
                listed.add(finding);
            }
        }
    }
}
