package io.tillbridge.posting;

import com.github.f4b6a3.uuid.UuidCreator;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.mapping.Mapping;
import io.tillbridge.mapping.Mappings;
import io.tillbridge.message.DocumentsReady;
import io.tillbridge.outbox.LaneSignals;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Posts posted messages again under another version of their mapping: first a preview, which freezes the set and changes
 * nothing, then, confirmed, exactly that set, a unit per transaction.
 */
@Component
public final class Reposts {

    private static final Logger LOG = LoggerFactory.getLogger(Reposts.class);

    private final DataSource database;
    private final RepostUnit unit;
    private final RepostRuns runs;
    private final RepostSets sets;
    private final Mappings mappings;
    private final AuditLog audit;
    private final LaneSignals signals;
    private final ApplicationEventPublisher events;

    Reposts(
            DataSource database,
            RepostUnit unit,
            RepostRuns runs,
            RepostSets sets,
            Mappings mappings,
            AuditLog audit,
            LaneSignals signals,
            ApplicationEventPublisher events) {
        this.database = database;
        this.unit = unit;
        this.runs = runs;
        this.sets = sets;
        this.mappings = mappings;
        this.audit = audit;
        this.signals = signals;
        this.events = events;
    }

    /** What is wished: these messages, under this version. */
    public record Wish(String subject, int version, List<UUID> messages, String by, String why) {
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
     * Looks what a repost would change, by doing it and taking it back, and freezes the set.
     *
     * @throws NotPossible when there is no such released version
     * @throws SQLException of the database; nothing was frozen
     */
    public RepostRun preview(Wish wish) throws SQLException {
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
        RepostRehearsal rehearsal = new RepostRehearsal(database, unit, target);
        for (Map.Entry<String, List<RepostSets.Member>> one :
                sets.units(wish.messages()).entrySet()) {
            rehearsal.look(one.getKey(), one.getValue());
        }
        return Transactions.in(database, tx -> {
            runs.freeze(tx, target, rehearsal.hash(), rehearsal.change(), rehearsal.looked());
            return runs.find(tx, target.run()).orElseThrow();
        });
    }

    /**
     * Starts what was previewed; a second call changes nothing.
     *
     * @param hash as the preview told it
     * @throws NotPossible when there is no such preview, the hash is another, the version is not what it was, or nothing
     *     can be reposted
     * @throws SQLException of the database; nothing was started
     */
    public RepostRun confirm(UUID id, String hash, String by) throws SQLException {
        return Transactions.in(database, tx -> {
            RepostRun run =
                    runs.find(tx, id).orElseThrow(() -> new NotPossible("repost_unknown", "there is no preview " + id));
            if (!run.hash().equals(hash)) {
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
            return runs.find(tx, id).orElseThrow();
        });
    }

    /** How far a set is; empty when it does not exist. */
    public Optional<RepostRun> find(UUID id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return runs.find(connection, id);
        }
    }

    /** Who finds messages and refusals. */
    public RepostSets sets() {
        return sets;
    }

    /**
     * Reposts one unit of a running set.
     *
     * @return whether there was one; false: nothing runs, or other nodes work at it
     * @throws SQLException the database is away or busy; the unit is taken up again at the next call
     */
    public boolean next() throws SQLException {
        Optional<RepostUnit.Done> step = Transactions.in(database, this::step);
        step.ifPresent(done -> {
            signals.signal(done.due());
            if (done.released() > 0) {
                events.publishEvent(new DocumentsReady());
            }
        });
        return step.isPresent();
    }

    private Optional<RepostUnit.Done> step(Connection tx) throws SQLException {
        RepostRuns.Next next = runs.next(tx).orElse(null);
        if (next == null) {
            return Optional.empty();
        }
        RepostUnit.Done done = RepostUnit.Done.nothing(Map.of());
        if (next.items().isEmpty()) {
            runs.finish(tx, next.target().run());
            RepostRun run = runs.find(tx, next.target().run()).orElseThrow();
            audit.record(tx, next.target().by(), "repost.finish", run.id().toString(), detail(run));
        } else {
            done = reposted(tx, next);
            runs.settle(tx, next, done.refused());
        }
        return Optional.of(done);
    }

    /** A unit that fails is taken back and refused while its run is still locked, so that it stands for no other one. */
    private RepostUnit.Done reposted(Connection tx, RepostRuns.Next next) throws SQLException {
        Savepoint before = tx.setSavepoint();
        try {
            return unit.repost(tx, next.target(), next.items());
        } catch (SQLException | RuntimeException e) {
            Refusal refusal = RepostRehearsal.blamed(e);
            tx.rollback(before);
            Map<UUID, Refusal> refused = new TreeMap<>();
            next.items().forEach(item -> refused.put(item.messageId(), refusal));
            LOG.warn("repost.refused code={} messages={}", refusal.code(), refused.keySet(), e);
            return RepostUnit.Done.nothing(refused);
        }
    }

    private static String detail(RepostRun run) {
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
