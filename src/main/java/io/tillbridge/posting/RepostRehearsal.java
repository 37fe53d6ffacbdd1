package io.tillbridge.posting;

import io.tillbridge.audit.AuditLog;
import io.tillbridge.mapping.ExactJson;
import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.RepostItems.Seen;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Previews reposts: each unit is reposted and taken back, in a transaction that keeps only what was found. A crash leaves
 * whole units; whoever looks next goes on with what is unseen.
 */
@Component
final class RepostRehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(RepostRehearsal.class);

    private final DataSource database;
    private final RepostUnit unit;
    private final RepostRuns runs;
    private final AuditLog audit;

    RepostRehearsal(DataSource database, RepostUnit unit, RepostRuns runs, AuditLog audit) {
        this.database = database;
        this.unit = unit;
        this.runs = runs;
        this.audit = audit;
    }

    /**
     * Looks at one unit of a run that is previewing, or ends its preview.
     *
     * @return whether there was one; false: nothing is previewing, or other nodes work at it
     * @throws SQLException the database is away or busy; the unit is taken up again at the next call
     */
    boolean next() throws SQLException {
        return Transactions.in(database, tx -> {
            RepostUnit.Target target = runs.take(tx, "previewing").orElse(null);
            if (target == null) {
                return false;
            }
            List<RepostUnit.Item> items = RepostItems.unseen(tx, target.run());
            if (items.isEmpty()) {
                end(tx, target);
            } else {
                look(tx, target, items);
            }
            return true;
        });
    }

    private void look(Connection tx, RepostUnit.Target target, List<RepostUnit.Item> items) throws SQLException {
        Map<UUID, byte[]> hashes = new TreeMap<>();
        Map<UUID, Refusal> refused = new TreeMap<>();
        String change = null;
        Savepoint before = tx.setSavepoint();
        try {
            RepostUnit.Done done = unit.repost(tx, target, items);
            done.told().forEach(told -> {
                if (told.translated() != null) {
                    hashes.put(RepostUnit.id(told.posted()), told.translated().contentHash());
                }
            });
            refused.putAll(done.refused());
            change = done.told().isEmpty() ? null : done.change().json().toString();
        } catch (SQLException | RuntimeException e) {
            Refusal refusal = blamed(e);
            LOG.warn("repost.preview_refused code={} run={}", refusal.code(), target.run(), e);
            items.forEach(item -> refused.put(item.messageId(), refusal));
        }
        tx.rollback(before);
        List<Seen> seen = new ArrayList<>();
        for (RepostUnit.Item item : items) {
            UUID id = item.messageId();
            seen.add(new Seen(
                    new RepostUnit.Item(id, item.fromSha256(), hashes.get(id)), seen.isEmpty() ? change : null));
        }
        RepostItems.looked(tx, target.run(), seen, refused);
    }

    /** Sums up; what cannot be summed up is told by the run, so that the runs behind it go on. */
    private void end(Connection tx, RepostUnit.Target target) throws SQLException {
        Savepoint before = tx.setSavepoint();
        try {
            List<Seen> seen = RepostItems.seen(tx, target.run());
            boolean atOnce = runs.previewed(tx, target.run(), hash(target, seen), change(seen));
            RepostItems.forgetChanges(tx, target.run());
            RepostRun run = runs.find(tx, target.run()).orElseThrow();
            if (atOnce && run.pending() > 0 && runs.confirm(tx, run.id(), target.by())) {
                audit.record(tx, target.by(), "repost.start", run.id().toString(), Reposts.detail(run));
            }
        } catch (SQLException | RuntimeException e) {
            Refusal refusal = blamed(e);
            tx.rollback(before);
            LOG.warn("repost.preview_failed run={}", target.run(), e);
            runs.fail(tx, target.run(), refusal.code() + ": " + refusal.detail());
        }
    }

    private static String change(List<Seen> seen) {
        RepostChange all = new RepostChange();
        for (Seen one : seen) {
            @Nullable String change = one.change();
            if (change != null) {
                all.add(RepostChange.read(ExactJson.parse(change)));
            }
        }
        return all.json().toString();
    }

    /** SHA-256 over the set and what it becomes. */
    private static String hash(RepostUnit.Target target, List<Seen> seen) {
        StringBuilder text = new StringBuilder(target.sha256());
        for (Seen one : seen) {
            byte[] hash = one.item().contentHash();
            text.append('\n')
                    .append(one.item().messageId())
                    .append(' ')
                    .append(one.item().fromSha256());
            text.append(' ').append(hash == null ? "refused" : HexFormat.of().formatHex(hash));
        }
        return Sha256.hex(text.toString());
    }

    /** What only one unit is to blame for; all else is thrown again. */
    static Refusal blamed(Exception e) throws SQLException {
        if (e instanceof SQLException trouble) {
            SqlTrouble kind = SqlTrouble.of(trouble);
            if (kind != SqlTrouble.DATA && kind != SqlTrouble.UNCLEAR) {
                throw trouble;
            }
            return new Refusal("database_refused", "PostgreSQL refused it with SQLSTATE " + trouble.getSQLState());
        }
        return new Refusal(
                "repost_defect", "it failed with " + e.getClass().getSimpleName() + "; the log has the cause");
    }
}
