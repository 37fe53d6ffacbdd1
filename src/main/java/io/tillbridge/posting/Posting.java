package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.message.ReadyDocument;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Posts a batch of documents: interprets, resolves, translates, and writes everything in one transaction. A document that
 * cannot be translated leaves the batch before the transaction; one that the database refuses is found by bisection and
 * only it becomes a dead letter.
 */
@Component
public final class Posting {

    private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
    private static final int RETRIES = 5;

    private final Interpreter interpreter;
    private final References references;
    private final Translator translator;
    private final BatchTransaction transaction;
    private final DataSource database;
    private final After after;

    Posting(
            Interpreter interpreter,
            References references,
            Translator translator,
            BatchTransaction transaction,
            DataSource database,
            After after) {
        this.interpreter = interpreter;
        this.references = references;
        this.translator = translator;
        this.transaction = transaction;
        this.database = database;
        this.after = after;
    }

    /**
     * Posts a batch. When it returns, every document has its outcome in PostgreSQL.
     *
     * @throws PostingPaused when the database is away: nothing was changed and the batch is to be offered again
     */
    public void post(List<ReadyDocument> batch) {
        post(batch, null);
    }

    private void post(List<ReadyDocument> batch, @Nullable Failure verdict) {
        for (int attempt = 1; ; attempt++) {
            try {
                once(batch, verdict);
                return;
            } catch (SQLException e) {
                SqlTrouble trouble = SqlTrouble.of(e);
                if (trouble == SqlTrouble.AWAY || trouble == SqlTrouble.DEFECT) {
                    throw new PostingPaused(trouble == SqlTrouble.AWAY ? "database_away" : "broken_sql", e);
                }
                if (trouble == SqlTrouble.RETRY && attempt < RETRIES) {
                    continue;
                }
                divide(batch, e);
                return;
            }
        }
    }

    private void divide(List<ReadyDocument> batch, SQLException failure) {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            post(batch.subList(0, half), null);
            post(batch.subList(half, batch.size()), null);
            return;
        }
        LOG.warn(
                "posting.refused message={} sqlstate={}",
                batch.get(0).document().messageId(),
                failure.getSQLState());
        post(
                batch,
                new Failure(
                        Stage.POST,
                        "database_refused",
                        Category.OUR_DEFECT,
                        "",
                        "PostgreSQL refused this document with SQLSTATE " + failure.getSQLState()
                                + "; a mapping or a rule lets through what the books cannot hold"));
    }

    private void once(List<ReadyDocument> batch, @Nullable Failure verdict) throws SQLException {
        Interpreter.Interpreted interpreted = interpreter.interpret(batch);
        List<Work> works = new ArrayList<>(interpreted.works());
        if (verdict != null) {
            Work refused = works.get(0);
            refused.verdict = new Verdict.Dead(verdict);
            works = new ArrayList<>(List.of(refused));
        }
        BatchTransaction.Result result;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            references.resolve(connection, works);
            works.forEach(translator::translate);
            references.requireItems(connection, works);
            result = transaction.write(connection, works);
        }
        after.committed(result, verdict == null ? interpreted.polls() : List.of());
    }
}
