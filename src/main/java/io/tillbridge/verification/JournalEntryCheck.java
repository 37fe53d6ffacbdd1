package io.tillbridge.verification;

import io.tillbridge.books.JournalCheck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Debits equal credits in every entry, and an entry is undone by its mirror. */
@Component
final class JournalEntryCheck implements BooksCheck {

    private static final String END =
            "select number from journal_entry where number > ? order by number offset 999 limit 1";

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public @Nullable String look(Connection snapshot, String after, Consumer<Finding> found) throws SQLException {
        String upTo = end(snapshot, after);
        for (JournalCheck.Finding one : JournalCheck.findings(snapshot, after, upTo)) {
            found.accept(new Finding(
                    name(),
                    one.number() + " " + one.code(),
                    "0",
                    one.off().stripTrailingZeros().toPlainString()));
        }
        return upTo;
    }

    private static @Nullable String end(Connection snapshot, String after) throws SQLException {
        try (PreparedStatement statement = snapshot.prepareStatement(END)) {
            statement.setString(1, after);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }
}
