package io.tillbridge.tasks;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Opens and ends tasks in the caller's transaction, behind its conflicts and before its lanes. There is one open task per kind
 * and subject: opening it again changes nothing, so what is posted twice asks for it once.
 *
 * <p>What a crash leaves: before the commit neither the task nor what made it necessary, after it both.
 */
@Component
public final class Tasks {

    /** Who ended a task that had become needless. */
    public static final String HUB = "hub";

    private static final String OPEN = """
            insert into task (kind, subject, detail, owner, due_at, message_id, opened_at)
            select k, s, d, o, u, m, ? from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::uuid[])
                   as row (k, s, d, o, u, m)
            on conflict (kind, subject) where state = 'open' do nothing
            returning task_id, kind, subject
            """;

    /** Locked in the order of opening, so that two that open and end never wait in a circle. */
    private static final String END = """
            with going as (
                select t.task_id from task t join unnest(?::text[], ?::text[]) as row (k, s) on t.kind = k and t.subject = s
                 where t.state = 'open' order by t.kind, t.subject for update of t)
            update task t set state = 'done', done_at = ?, done_by = ? from going where t.task_id = going.task_id
            """;

    private static final Comparator<TaskKey> ORDER =
            Comparator.comparing((TaskKey key) -> key.kind().word()).thenComparing(TaskKey::subject);

    private final Clock clock;

    public Tasks(Clock clock) {
        this.clock = clock;
    }

    /**
     * Opens tasks; one that is open already stays as it is.
     *
     * @return those that were not open, so that each is told to staff once
     */
    public List<TaskOpened> open(Connection tx, Collection<TaskWanted> wanted) throws SQLException {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Map<TaskKey, TaskWanted> sorted = new TreeMap<>(ORDER);
        wanted.forEach(one -> sorted.putIfAbsent(one.key(), one));
        Instant now = clock.instant();
        List<TaskOpened> opened = new ArrayList<>();
        try (PreparedStatement statement = tx.prepareStatement(OPEN)) {
            statement.setObject(1, SqlTimes.of(now));
            Columns.bind(statement, List.copyOf(sorted.values()), 2)
                    .text(one -> one.key().kind().word())
                    .text(one -> one.key().subject())
                    .text(TaskWanted::detail)
                    .text(TaskWanted::owner)
                    .instant(TaskWanted::dueAt)
                    .uuid(TaskWanted::messageId);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    TaskKind kind = TaskKind.find(rows.getString(2)).orElseThrow();
                    TaskWanted one = Objects.requireNonNull(sorted.get(new TaskKey(kind, rows.getString(3))));
                    opened.add(new TaskOpened(rows.getLong(1), one, now));
                }
            }
        }
        return opened;
    }

    /** Ends tasks that have become needless, where they are open. */
    public void end(Connection tx, Collection<TaskKey> needless) throws SQLException {
        end(tx, needless, clock.instant());
    }

    /** The same at an instant. */
    public static void end(Connection tx, Collection<TaskKey> needless, Instant now) throws SQLException {
        if (needless.isEmpty()) {
            return;
        }
        List<TaskKey> sorted = needless.stream().distinct().sorted(ORDER).toList();
        try (PreparedStatement statement = tx.prepareStatement(END)) {
            Columns.bind(statement, sorted, 1).text(key -> key.kind().word()).text(TaskKey::subject);
            statement.setObject(3, SqlTimes.of(now));
            statement.setString(4, HUB);
            statement.executeUpdate();
        }
    }
}
