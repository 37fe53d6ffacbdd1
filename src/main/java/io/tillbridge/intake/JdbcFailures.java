package io.tillbridge.intake;

import io.tillbridge.platform.StorableText;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;

/** Reads what a database says when it does not answer with rows. */
final class JdbcFailures {

    private static final Duration RETRY_LATER = Duration.ofMinutes(1);
    private static final int SHOWN = 500;

    private JdbcFailures() {}

    /** The outcome of a step that could not read. */
    static PullRun.Failed of(SQLException thrown) {
        if (thrown instanceof JdbcDrivers.DriverMissing) {
            return failed("driver_missing", String.valueOf(thrown.getMessage()));
        }
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        if (thrown instanceof SQLTimeoutException || state.equals("57014") || state.equals("HYT00")) {
            return failed(
                    "query_timeout", "a query took longer than the client's timeout; give it an index, or more time");
        }
        // Of these classes the text names the place in the SQL and no value of a row
        if (state.startsWith("42") || state.startsWith("25")) {
            return failed(
                    "wrong_sql",
                    "SQLSTATE " + state + ", the database says: "
                            + StorableText.cut(String.valueOf(thrown.getMessage()), SHOWN));
        }
        if (state.startsWith("28")) {
            return failed("login_refused", "SQLSTATE " + state + "; check the client's user and password");
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("90067")) {
            return failed("source_away", "SQLSTATE " + state + "; the rows are read when the database is there again");
        }
        return failed(
                "query_failed", "SQLSTATE " + state + " " + thrown.getClass().getSimpleName());
    }

    static PullRun.Failed failed(String code, String detail) {
        return new PullRun.Failed(code, detail, RETRY_LATER);
    }
}
