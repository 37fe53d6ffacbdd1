package io.tillbridge.mapping;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.platform.Problems;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** New versions of value maps over the API, by compare-and-set against the version they build on. */
public final class ValueMapChanges {

    private final RunningMappings mappings;
    private final Clock clock;

    /** Of a node that runs these mappings: what they cannot be compiled with is refused. */
    public ValueMapChanges(RunningMappings mappings, Clock clock) {
        this.mappings = mappings;
        this.clock = clock;
    }

    /**
     * A version that was added.
     *
     * @param answers what messages may have waited for in vain until now
     */
    public record Changed(ValueMap map, long set, Predicate<HoldKey> answers) {}

    /**
     * Adds a version with these rows, in the caller's transaction, of which it must be the first statement.
     *
     * @param version the one that the rows are put on top of
     * @throws ChangeRefused when another version is the newest, or a rule refuses the rows
     */
    public Changed put(Connection tx, String name, int version, List<ValueMapRow> rows, String by, String why)
            throws SQLException {
        ValueMap newest = newest(tx, name, version);
        return add(tx, newest, ValueMapEdit.with(newest, rows), by, why);
    }

    /**
     * Adds a version that says what an earlier one said; otherwise as {@link #put}.
     *
     * @throws ChangeRefused when there is no such version too
     */
    public Changed rollBack(Connection tx, String name, int version, int to, String by, String why)
            throws SQLException {
        ValueMap newest = newest(tx, name, version);
        String text = to < version ? ActiveSet.valueMapText(tx, name, to) : "";
        if (text.isEmpty()) {
            throw new ChangeRefused(
                    "value_map_version_unknown", "value map " + name + " has no version " + to + " before " + version);
        }
        return add(tx, newest, ValueMapEdit.back(newest, ValueMapEdit.read(name, text)), by, why);
    }

    private static ValueMap newest(Connection tx, String name, int version) throws SQLException {
        int newest = ActiveSet.read(tx, ActiveSet.locked(tx)).newest(name);
        if (newest == 0) {
            throw new ChangeRefused("value_map_unknown", "no value map " + name + "; /api/value-maps lists them");
        }
        if (newest != version) {
            throw new ChangeRefused(
                    "value_map_moved",
                    "value map " + name + " is at version " + newest + ", not " + version
                            + "; look at its rows and build on that");
        }
        return ValueMapEdit.read(name, ActiveSet.valueMapText(tx, name, newest));
    }

    private Changed add(Connection tx, ValueMap newest, ValueMapEdit.Next next, String by, String why)
            throws SQLException {
        if (ValueMapText.sha256(next.map()).equals(ValueMapText.sha256(newest))) {
            throw new ChangeRefused("nothing_changes", "version " + newest.version() + " says this already");
        }
        MappingCatalog tried = tried(next);
        long set = ActiveSet.grow(tx);
        ActiveSet.add(tx, next.map(), next.text(), clock.instant(), by, why, set);
        return new Changed(next.map(), set, key -> tried.asks(next.map().name(), key) && tried.mayAnswer(key));
    }

    /** What would run with it. */
    private MappingCatalog tried(ValueMapEdit.Next next) {
        MappingSet running = mappings.running();
        String file = running.own().catalog().valueMapFile(next.map().name());
        Problems problems = new Problems();
        MappingCatalog tried = MappingCatalog.load(running.files().under(Map.of(file, next.text())), problems);
        problems.list().stream().findFirst().ifPresent(problem -> {
            throw new ChangeRefused(problem.rule(), problem.toString());
        });
        return tried;
    }
}
