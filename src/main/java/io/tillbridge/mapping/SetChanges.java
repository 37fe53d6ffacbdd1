package io.tillbridge.mapping;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
     * Rows that withdrew a version.
     *
     * @param rows one for each row that was withdrawn
     * @param left where the version counts still, since other connections were named
     */
    public record Withdrawn(List<Appended> rows, List<Counting> left) {
        public Withdrawn {
            rows = List.copyOf(rows);
            left = List.copyOf(left);
        }
    }

    /**
     * Has a version count.
     *
     * @throws ChangeRefused when a rule refuses it; the transaction must be rolled back
     */
    public Appended activate(Connection tx, ActivationWish wish) throws SQLException {
        StoredSet stored = ActiveSet.read(tx, ActiveSet.locked(tx));
        released(stored, wish.subject(), wish.version());
        Activation row = NextRow.of(wish, activations(stored, wish.subject()));
        return append(tx, stored, wish.subject(), List.of(row)).get(0);
    }

    /**
     * Withdraws a version, for every connection or for those of the wish.
     *
     * @throws ChangeRefused when a rule refuses it; the transaction must be rolled back
     */
    public Withdrawn rollBack(Connection tx, RollbackWish wish) throws SQLException {
        StoredSet stored = ActiveSet.read(tx, ActiveSet.locked(tx));
        released(stored, wish.subject(), wish.to());
        List<Activation> rows = new ArrayList<>(activations(stored, wish.subject()));
        List<Activation> withdrawing = NextRow.of(wish, rows);
        rows.addAll(withdrawing);
        return new Withdrawn(append(tx, stored, wish.subject(), withdrawing), Counting.of(wish.of(), rows));
    }

    private static List<Appended> append(Connection tx, StoredSet stored, String subject, List<Activation> added)
            throws SQLException {
        List<StoredSet.Row> rows = stored.rows(subject);
        String basis = rows.isEmpty() ? "event_time" : rows.get(0).basis();
        long set = ActiveSet.grow(tx);
        List<Appended> appended = new ArrayList<>();
        for (Activation row : added) {
            int number = rows.size() + appended.size() + 1;
            ActiveSet.add(tx, subject, number, new StoredSet.Row(row, basis, ActivationFile.sha256(row)), set);
            // Who changed it is on the audit log already: no file is to be told of for it
            MappingLedger.add(tx, List.of(MappingLedger.activation(subject, number, row)), row.at());
            appended.add(new Appended(subject, number, basis, row, set));
        }
        return appended;
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
