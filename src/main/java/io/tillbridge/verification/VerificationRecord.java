package io.tillbridge.verification;

import io.tillbridge.platform.Columns;
import io.tillbridge.platform.SqlTimes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** The last look at the books, one row per check; and a conflict for each figure that it listed. */
@Component
final class VerificationRecord {

    private static final String LOOKED = """
            insert into books_check (name, looked_at, ranges, findings)
            select n, ?, r, f from unnest(?::text[], ?::integer[], ?::bigint[]) as row (n, r, f)
            on conflict (name) do update
               set looked_at = excluded.looked_at, ranges = excluded.ranges, findings = excluded.findings
            """;

    private static final String RAISE = """
            insert into conflict (kind, subject, detail, raised_at)
            select 'invariant_broken', s, json_build_object('check', c, 'expected', e, 'found', f)::text, ?
              from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (s, c, e, f)
            on conflict (kind, subject) where resolved_at is null
            do update set detail = excluded.detail
            """;

    private static final String RESOLVE = """
            update conflict set resolved_at = ?
             where kind = 'invariant_broken' and resolved_at is null and not subject = any (?::text[])
            """;

    private static final String LAST = "select name, looked_at, ranges, findings from books_check order by name";

    private final Clock clock;

    VerificationRecord(Clock clock) {
        this.clock = clock;
    }

    /** One check's last look. */
    record Last(String check, Instant lookedAt, int ranges, long findings) {}

    /** Keeps results; conflicts that nobody finds any more are resolved unless there were more findings than are listed. */
    void write(Connection tx, List<CheckResult> results) throws SQLException {
        OffsetDateTime now = SqlTimes.of(clock.instant());
        List<CheckResult> sorted = results.stream()
                .sorted(Comparator.comparing(CheckResult::check))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(LOOKED)) {
            statement.setObject(1, now);
            Columns.bind(statement, sorted, 2)
                    .text(CheckResult::check)
                    .integer(CheckResult::ranges)
                    .bigint(CheckResult::findings);
            statement.executeUpdate();
        }
        List<Finding> listed = results.stream()
                .flatMap(result -> result.listed().stream())
                .sorted(Comparator.comparing(VerificationRecord::subject))
                .toList();
        try (PreparedStatement statement = tx.prepareStatement(RAISE)) {
            statement.setObject(1, now);
            Columns.bind(statement, listed, 2)
                    .text(VerificationRecord::subject)
                    .text(Finding::check)
                    .text(Finding::expected)
                    .text(Finding::found);
            statement.executeUpdate();
        }
        if (results.stream()
                .allMatch(result -> result.findings() == result.listed().size())) {
            try (PreparedStatement statement = tx.prepareStatement(RESOLVE)) {
                statement.setObject(1, now);
                statement.setArray(
                        2,
                        tx.createArrayOf(
                                "text",
                                listed.stream().map(VerificationRecord::subject).toArray()));
                statement.executeUpdate();
            }
        }
    }

    List<Last> last(Connection connection) throws SQLException {
        List<Last> last = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LAST)) {
            while (rows.next()) {
                last.add(
                        new Last(rows.getString(1), rows.getTimestamp(2).toInstant(), rows.getInt(3), rows.getLong(4)));
            }
        }
        return last;
    }

    private static String subject(Finding finding) {
        return finding.check() + " " + finding.key();
    }
}
