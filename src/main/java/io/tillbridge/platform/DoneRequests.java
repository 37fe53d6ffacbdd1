package io.tillbridge.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Requests of people that took effect, by the names that they gave them. A name is written in the transaction of the effect,
 * before it: a crash leaves both or neither, and who asks again is answered as before, whatever became of the stored answer.
 * For effects that do not recognise a repetition by themselves.
 */
public final class DoneRequests {

    private static final String BEGIN =
            "insert into done_request (name, asked, done_at) values (?, ?, ?) on conflict do nothing";

    private DoneRequests() {}

    /** What the books know of a name. */
    public enum Seen {
        /** Nothing: it is the caller's to take effect. */
        NEVER,
        /** The same request took effect. */
        SAME,
        /** Another request bore it. */
        OTHER
    }

    /**
     * Takes a name for a request, or tells what it was taken for. Waits for another transaction that has it under way. Whoever
     * refuses the request afterwards rolls back.
     *
     * @param asked all that makes the request what it is
     */
    public static Seen begin(Connection tx, String name, String asked, Instant now) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(BEGIN)) {
            statement.setString(1, name);
            statement.setBytes(2, Sha256.of(asked));
            statement.setObject(3, SqlTimes.of(now));
            if (statement.executeUpdate() > 0) {
                return Seen.NEVER;
            }
        }
        return seen(tx, name, asked);
    }

    /** What a name was taken for; it stays free when nobody has it. */
    public static Seen seen(Connection tx, String name, String asked) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("select asked from done_request where name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Seen.NEVER;
                }
                return Arrays.equals(row.getBytes(1), Sha256.of(asked)) ? Seen.SAME : Seen.OTHER;
            }
        }
    }

    /** Keeps what a repetition is answered. */
    public static void answer(Connection tx, String name, String answer) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("update done_request set answer = ? where name = ?")) {
            statement.setString(1, answer);
            statement.setString(2, name);
            statement.executeUpdate();
        }
    }

    /**
     * What a request of this name was answered.
     *
     * @throws NullPointerException when none was kept
     */
    public static String answered(Connection tx, String name) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement("select answer from done_request where name = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                @Nullable String answer = row.next() ? row.getString(1) : null;
                return Objects.requireNonNull(answer, "no answer is kept of request " + name);
            }
        }
    }
}
