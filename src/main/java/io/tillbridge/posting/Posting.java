package io.tillbridge.posting;

import io.tillbridge.canonical.Failure;
import io.tillbridge.canonical.Failure.Category;
import io.tillbridge.canonical.Failure.Stage;
import io.tillbridge.mapping.MappingNews;
import io.tillbridge.message.ReadyDocument;
import java.sql.Connection;
import java.sql.SQLException;
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
    private final OrderTies ties;
    private final BatchTransaction transaction;
    private final DataSource database;
    private final After after;
    private final MappingNews news;

    Posting(
            Interpreter interpreter,
            References references,
            Translator translator,
            OrderTies ties,
            BatchTransaction transaction,
            DataSource database,
            After after,
            MappingNews news) {
        this.interpreter = interpreter;
        this.references = references;
        this.translator = translator;
        this.ties = ties;
        this.transaction = transaction;
        this.database = database;
        this.after = after;
        this.news = news;
    }

    /**
     * Posts a batch. When it returns, every document has its outcome in PostgreSQL.
     *
     * @throws PostingPaused when the database is away, or others hold too long what the batch needs: what is not posted has
     *     no outcome, and the whole batch is to be offered again
     */
    public void post(List<ReadyDocument> batch) {
        post(batch, null);
    }

    private void post(List<ReadyDocument> batch, @Nullable Failure verdict) {
        for (int attempt = 1; ; attempt++) {
            try {
                once(batch, verdict);
                return;
            } catch (MappingsMoved e) {
                if (attempt >= RETRIES) {
                    throw new PostingPaused("mappings_behind", e);
                }
                news.look();
            } catch (SQLException e) {
                SqlTrouble trouble = SqlTrouble.of(e);
                if (trouble == SqlTrouble.HALVE && batch.size() > 1) {
                    halve(batch);
                    return;
                }
                if (trouble == SqlTrouble.UNCLEAR && batch.size() == 1 && attempt == 1) {
                    continue;
                }
                boolean blamed = trouble == SqlTrouble.DATA || trouble == SqlTrouble.UNCLEAR;
                if (blamed && verdict == null) {
                    divide(batch, refused(e), e);
                    return;
                }
                boolean patient = trouble == SqlTrouble.RETRY || trouble == SqlTrouble.HALVE;
                if (!patient || attempt >= RETRIES) {
                    throw new PostingPaused(reason(trouble), e);
                }
            } catch (RuntimeException e) {
                if (verdict != null) {
                    throw e;
                }
                divide(batch, defect(e), e);
                return;
            }
        }
    }

    /** Why posting pauses, as the log says it; the operations manual says what to do. */
    private static String reason(SqlTrouble trouble) {
        return switch (trouble) {
            case AWAY -> "database_away";
            case RETRY, HALVE -> "database_busy";
            case DEFECT -> "broken_sql";
            case DATA, UNCLEAR -> "dead_letter_refused";
        };
    }

    private void halve(List<ReadyDocument> batch) {
        int half = batch.size() / 2;
        post(batch.subList(0, half), null);
        post(batch.subList(half, batch.size()), null);
    }

    /** Halves a batch until the document that cannot be posted stands alone and becomes a dead letter. */
    private void divide(List<ReadyDocument> batch, Failure failure, Exception cause) {
        if (batch.size() > 1) {
            halve(batch);
            return;
        }
        LOG.warn(
                "posting.refused message={} code={} detail={}",
                batch.get(0).document().messageId(),
                failure.code(),
                failure.detail(),
                cause);
        post(batch, failure);
    }

    private static Failure refused(SQLException e) {
        return new Failure(
                Stage.POST,
                "database_refused",
                Category.OUR_DEFECT,
                "",
                "PostgreSQL refused this document with SQLSTATE " + e.getSQLState()
                        + "; a mapping or a rule lets through what the books cannot hold");
    }

    private static Failure defect(RuntimeException e) {
        return new Failure(
                Stage.POST,
                "posting_defect",
                Category.OUR_DEFECT,
                "",
                "posting failed with " + e.getClass().getSimpleName() + "; the log has the cause. Report it with the"
                        + " document, and replay after the mend");
    }

    private void once(List<ReadyDocument> batch, @Nullable Failure verdict) throws SQLException {
        Interpreter.Interpreted interpreted =
                verdict == null ? interpreter.interpret(batch) : dead(batch.get(0), verdict);
        List<Work> works = interpreted.works();
        long set = translator.set();
        BatchTransaction.Result result;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            references.resolve(connection, works);
            works.forEach(translator::translate);
            references.requireItems(connection, works);
            works.forEach(Posting::runDry);
            ties.tie(connection, works);
            result = transaction.write(connection, works, set);
        }
        after.committed(result, interpreted.polls());
    }

    /** What a dry flow translated is kept and shown, and has no effect. */
    private static void runDry(Work work) {
        if (work.open()
                && work.route != null
                && work.route.plan().runsDry(work.ready.document().flow())) {
            work.verdict = new Verdict.Skipped("dry_run");
        }
    }

    private static Interpreter.Interpreted dead(ReadyDocument ready, Failure verdict) {
        Work work = new Work(ready);
        work.verdict = new Verdict.Dead(verdict);
        return new Interpreter.Interpreted(List.of(work), List.of());
    }
}
