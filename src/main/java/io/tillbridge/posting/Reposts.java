package io.tillbridge.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Posts posted messages again under another version of their mapping: first a preview, which freezes the set and changes
 * nothing, then, confirmed, exactly that set. Both are worked at in the background.
 */
@Component
public final class Reposts {

    private final DataSource database;
    private final RepostRuns runs;
    private final RepostSets sets;
    private final Mappings mappings;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;

    Reposts(
            DataSource database,
            RepostRuns runs,
            RepostSets sets,
            Mappings mappings,
            AuditLog audit,
            ApplicationEventPublisher events) {
        this.database = database;
        this.runs = runs;
        this.sets = sets;
        this.mappings = mappings;
        this.audit = audit;
        this.events = events;
    }

    /**
     * What is wished: these messages, under this version.
     *
     * @param atOnce what the preview finds is reposted without being confirmed
     */
    public record Wish(String subject, int version, List<UUID> messages, String by, String why, boolean atOnce) {
        public Wish {
            messages = List.copyOf(messages);
        }
    }

    /** What cannot be done as asked; nothing was changed. */
    public static final class NotPossible extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String code;

        NotPossible(String code, String detail) {
            super(detail);
            this.code = code;
        }

        /** For programs. */
        public String code() {
            return code;
        }
    }

    /**
     * Freezes the set and begins to look what its repost would change.
     *
     * @return the run, previewing
     * @throws NotPossible when there is no such released version
     * @throws SQLException of the database; nothing was begun
     */
    public RepostRun ask(Wish wish) throws SQLException {
        Mapping mapping = mappings.version(wish.subject(), wish.version());
        if (mapping == null || !sets.released(mapping)) {
            throw new NotPossible(
                    mapping == null ? "mapping_version_unknown" : "not_released",
                    "mapping " + wish.subject() + " V" + wish.version()
                            + (mapping == null ? " does not exist" : " is not released; release it first"));
        }
        RepostUnit.Target target = new RepostUnit.Target(
                UuidCreator.getTimeOrderedEpoch(),
                wish.subject(),
                wish.version(),
                mapping.sha256(),
                wish.by(),
                wish.why());
        Map<String, List<RepostSets.Member>> units = sets.units(wish.messages());
        return due(Transactions.in(database, tx -> {
            runs.begin(tx, target, wish.atOnce());
            RepostItems.begin(tx, target.run(), units);
            return runs.find(tx, target.run()).orElseThrow();
        }));
    }

    /**
     * Starts what was previewed; a second call changes nothing.
     *
     * @param hash as the preview told it
     * @throws NotPossible when there is no such preview, it is not done or was cancelled, the hash is another, the version
     *     is not what it was, or nothing can be reposted
     * @throws SQLException of the database; nothing was started
     */
    public RepostRun confirm(UUID id, String hash, String by) throws SQLException {
        return due(Transactions.in(database, tx -> {
            RepostRun run = known(tx, id);
            if (run.state().equals("previewing")) {
                throw new NotPossible(
                        "repost_previewing",
                        "preview " + id + " has looked at " + run.seen() + " of " + run.messages()
                                + " messages; confirm it when it is previewed");
            }
            if (run.state().equals("cancelled") || run.state().equals("failed")) {
                throw new NotPossible("repost_ended", "preview " + id + " is " + run.state() + "; ask for a new one");
            }
            if (!hash.equals(run.hash())) {
                throw new NotPossible("repost_hash", "preview " + id + " has hash " + run.hash() + ", not " + hash);
            }
            if (!run.state().equals("previewed")) {
                return run;
            }
            Mapping mapping = mappings.version(run.subject(), run.version());
            if (mapping == null || !mapping.sha256().equals(run.sha256())) {
                throw new NotPossible(
                        "version_changed", "the version is not what was previewed; look at a new preview");
            }
            if (run.pending() == 0) {
                throw new NotPossible("nothing_to_repost", "every message of preview " + id + " is refused");
            }
            if (runs.confirm(tx, id, by)) {
                audit.record(tx, by, "repost.start", id.toString(), detail(run));
            }
            return known(tx, id);
        }));
    }

    /**
     * Ends a run that nobody confirmed; a second call changes nothing.
     *
     * @throws NotPossible when there is none, or it runs or ended
     * @throws SQLException of the database; nothing was changed
     */
    public RepostRun cancel(UUID id, String by) throws SQLException {
        return Transactions.in(database, tx -> {
            if (runs.cancel(tx, id)) {
                RepostRun run = known(tx, id);
                audit.record(tx, by, "repost.cancel", id.toString(), detail(run));
                return run;
            }
            RepostRun run = known(tx, id);
            if (run.state().equals("cancelled")) {
                return run;
            }
            throw new NotPossible(
                    run.state().equals("running") ? "repost_running" : "repost_ended",
                    "repost " + id + " is " + run.state() + "; only what nobody confirmed can be cancelled");
        });
    }

    /** How far a set is; empty when it does not exist. */
    public Optional<RepostRun> find(UUID id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return runs.find(connection, id);
        }
    }

    /** Runs, newest first; those that began before one. */
    public List<RepostRun> list(@Nullable UUID before, int limit) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return runs.list(connection, before, limit);
        }
    }

    /** Who finds messages and refusals. */
    public RepostSets sets() {
        return sets;
    }

    private RepostRun known(Connection tx, UUID id) throws SQLException {
        return runs.find(tx, id).orElseThrow(() -> new NotPossible("repost_unknown", "there is no preview " + id));
    }

    private RepostRun due(RepostRun run) {
        events.publishEvent(new RepostsDue());
        return run;
    }

    static String detail(RepostRun run) {
        return ExactJson.nodes()
                .objectNode()
                .put("mapping", run.subject() + " V" + run.version())
                .put("why", run.why())
                .put("hash", run.hash())
                .put("messages", run.messages())
                .put("reposted", run.reposted())
                .put("refused", run.refused())
                .toString();
    }
}
