package io.tillbridge.mapping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Activations over the API, each in the caller's transaction, of which it must be the first statement: it waits until every
 * batch under the set before has ended.
 */
public final class SetChanges {

    private final Mappings mappings;

    /** Of a node that runs these mappings. */
    public SetChanges(Mappings mappings) {
        this.mappings = mappings;
    }

    /**
     * A row that was appended.
     *
     * @param number its place among the subject's rows, counted from 1
     * @param basis {@code event_time} or {@code received_time}
     * @param set generation from which on it counts
     */
    public record Appended(String subject, int number, String basis, Activation row, long set) {}

    /**
     * Has a version count.
     *
     * @throws ChangeRefused when a rule refuses it; the transaction must be rolled back
     */
    public Appended activate(Connection tx, ActivationWish wish) throws SQLException {
        StoredSet stored = ActiveSet.read(tx, ActiveSet.locked(tx));
        released(stored, wish.subject(), wish.version());
        return append(tx, stored, wish.subject(), NextRow.of(wish, activations(stored, wish.subject())));
    }

    /**
     * Withdraws a version.
     *
     * @throws ChangeRefused when a rule refuses it; the transaction must be rolled back
     */
    public Appended rollBack(Connection tx, RollbackWish wish) throws SQLException {
        StoredSet stored = ActiveSet.read(tx, ActiveSet.locked(tx));
        released(stored, wish.subject(), wish.to());
        return append(tx, stored, wish.subject(), NextRow.of(wish, activations(stored, wish.subject())));
    }

    private static Appended append(Connection tx, StoredSet stored, String subject, Activation row)
            throws SQLException {
        List<StoredSet.Row> rows = stored.rows(subject);
        String basis = rows.isEmpty() ? "event_time" : rows.get(0).basis();
        long set = ActiveSet.grow(tx);
        int number = rows.size() + 1;
        ActiveSet.add(tx, subject, number, new StoredSet.Row(row, basis, ActivationFile.sha256(row)), set);
        // Who changed it is on the audit log already: no file is to be told of for it
        MappingLedger.add(tx, List.of(MappingLedger.activation(subject, number, row)), row.at());
        return new Appended(subject, number, basis, row, set);
    }

    private static List<Activation> activations(StoredSet stored, String subject) {
        return stored.rows(subject).stream().map(StoredSet.Row::row).toList();
    }

    private void released(StoredSet stored, String subject, int version) {
        if (mappings.versions(subject).isEmpty()) {
            throw new ChangeRefused("mapping_unknown", "no mapping " + subject + "; /api/mappings lists them");
        }
        @Nullable Mapping mapping = mappings.version(subject, version);
        if (mapping == null) {
            throw new ChangeRefused(
                    "mapping_version_unknown",
                    "mapping " + subject + " has no version " + version + "; it has "
                            + mappings.versions(subject).stream()
                                    .map(Mapping::version)
                                    .toList());
        }
        if (!mapping.sha256().equals(stored.versions().get(MappingLock.name(subject, version)))) {
            throw new ChangeRefused(
                    "not_released",
                    subject + " V" + version + " is a draft; run: tillbridge mapping release " + subject + " " + version
                            + ", and reload");
        }
    }
}
