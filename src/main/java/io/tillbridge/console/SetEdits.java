package io.tillbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.canonical.HoldKey;
import io.tillbridge.mapping.ChangeRefused;
import io.tillbridge.mapping.MappingNews;
import io.tillbridge.message.HeldMessages;
import io.tillbridge.posting.ReadySignal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes of the active set by hand: the change, the release of what waited for exactly it, and the audit entry are one
 * transaction. This node follows at once, the others within a second, and none posts by the set before.
 */
@Component
final class SetEdits {

    /** Keys looked at in one go. */
    private static final int PAGE = 1000;

    private final HeldMessages held;
    private final ReadySignal ready;
    private final MappingNews news;
    private final AuditLog audit;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    SetEdits(
            HeldMessages held,
            ReadySignal ready,
            MappingNews news,
            AuditLog audit,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        this.held = held;
        this.ready = ready;
        this.news = news;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A change in a transaction that it neither commits nor closes. */
    @FunctionalInterface
    interface Step<T> {
        T in(Connection tx) throws SQLException;
    }

    /** What is said of a change in the audit log. */
    record Entry(String actor, String action, String subject, ObjectNode detail) {}

    /**
     * Makes a change.
     *
     * @throws ApiProblem when a rule refuses it
     */
    <T> T change(Entry entry, Step<T> step) {
        T made;
        try {
            made = Objects.requireNonNull(transaction.execute(status -> {
                T done = Objects.requireNonNull(jdbc.execute((ConnectionCallback<T>) step::in));
                audit.record(
                        entry.actor(),
                        entry.action(),
                        entry.subject(),
                        entry.detail().toString());
                return done;
            }));
        } catch (ChangeRefused e) {
            throw new ApiProblem(status(e.code()), e.code(), e.detail());
        }
        news.look();
        ready.ready();
        return made;
    }

    /** Has every message go on that waits for what is answered now; gives how many. */
    int release(Connection tx, Predicate<HoldKey> answered) throws SQLException {
        int released = 0;
        List<HoldKey> waiting = held.keys(tx, "valuemap", null, PAGE);
        while (!waiting.isEmpty()) {
            released += held.release(tx, waiting.stream().filter(answered).toList());
            waiting = waiting.size() < PAGE
                    ? List.of()
                    : held.keys(tx, "valuemap", waiting.get(waiting.size() - 1), PAGE);
        }
        return released;
    }

    private static HttpStatus status(String code) {
        return code.endsWith("_unknown") ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
    }
}
