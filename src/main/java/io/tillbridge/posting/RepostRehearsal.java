package io.tillbridge.posting;

import io.tillbridge.platform.Sha256;
import io.tillbridge.platform.Transactions;
import io.tillbridge.posting.Retelling.Refusal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/** What a repost would change: each unit is reposted in a transaction that is taken back. For one preview. */
final class RepostRehearsal {

    private final DataSource database;
    private final RepostUnit unit;
    private final RepostUnit.Target target;
    private final RepostChange change = new RepostChange();
    private final List<RepostRuns.Looked> looked = new ArrayList<>();

    RepostRehearsal(DataSource database, RepostUnit unit, RepostUnit.Target target) {
        this.database = database;
        this.unit = unit;
        this.target = target;
    }

    /**
     * Looks at one unit.
     *
     * @param name of the unit
     * @throws SQLException of the database, for which the unit is not to blame
     */
    void look(String name, List<RepostSets.Member> members) throws SQLException {
        List<RepostUnit.Item> items = members.stream()
                .map(member -> new RepostUnit.Item(member.messageId(), member.sha256(), null))
                .toList();
        Map<UUID, byte[]> hashes = new TreeMap<>();
        Map<UUID, Refusal> refused = new TreeMap<>();
        try {
            RepostUnit.Done done = Transactions.undone(database, tx -> unit.repost(tx, target, items));
            change.add(done.change());
            done.told().forEach(told -> {
                if (told.translated() != null) {
                    hashes.put(RepostUnit.id(told.posted()), told.translated().contentHash());
                }
            });
            refused.putAll(done.refused());
        } catch (SQLException | RuntimeException e) {
            Refusal refusal = blamed(e);
            items.forEach(item -> refused.put(item.messageId(), refusal));
        }
        for (RepostUnit.Item item : items) {
            UUID id = item.messageId();
            looked.add(new RepostRuns.Looked(
                    name, new RepostUnit.Item(id, item.fromSha256(), hashes.get(id)), refused.get(id)));
        }
    }

    /** The net change, as JSON. */
    String change() {
        return change.json().toString();
    }

    /** The set, with what each message becomes or why it is refused. */
    List<RepostRuns.Looked> looked() {
        return looked;
    }

    /** SHA-256 over the set and what it becomes. */
    String hash() {
        StringBuilder text = new StringBuilder(target.sha256());
        for (RepostRuns.Looked one : looked) {
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
