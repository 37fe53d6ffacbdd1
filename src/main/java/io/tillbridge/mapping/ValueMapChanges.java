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
     * @param text as a file
     * @param order what is to be known of the order of the rows, in words
     * @param answers what messages may have waited for in vain until now
     */
    public record Changed(ValueMap map, String text, List<String> order, long set, Predicate<HoldKey> answers) {
        public Changed {
            order = List.copyOf(order);
        }
    }

    /**
     * Adds a version with these rows, in the caller's transaction. It is checked first and then put on top, so that batches
     * wait for the second alone.
     *
     * @param version the one that the rows are put on top of
     * @throws ChangeRefused when another version is the newest, or a rule refuses the rows
     */
    public Changed put(Connection tx, String name, int version, List<ValueMapRow> rows, String by, String why)
            throws SQLException {
        ValueMap base = base(tx, name, version);
        return add(tx, base, ValueMapEdit.with(base, rows), by, why);
    }

    /**
     * Adds a version that says what an earlier one said; otherwise as {@link #put}.
     *
     * @throws ChangeRefused when there is no such version too
     */
    public Changed rollBack(Connection tx, String name, int version, int to, String by, String why)
            throws SQLException {
        ValueMap base = base(tx, name, version);
        String text = to < version ? ActiveSet.valueMapText(tx, name, to) : "";
        if (text.isEmpty()) {
            throw new ChangeRefused(
                    "value_map_version_unknown", "value map " + name + " has no version " + to + " before " + version);
        }
        return add(tx, base, ValueMapEdit.back(base, ValueMapEdit.read(name, text)), by, why);
    }

    /** A version as it was stored; it never changes. */
    private static ValueMap base(Connection tx, String name, int version) throws SQLException {
        String text = ActiveSet.valueMapText(tx, name, version);
        if (text.isEmpty()) {
            throw moved(name, version);
        }
        return ValueMapEdit.read(name, text);
    }

    private Changed add(Connection tx, ValueMap base, ValueMapEdit.Next next, String by, String why)
            throws SQLException {
        String name = base.name();
        if (ValueMapText.sha256(next.map()).equals(ValueMapText.sha256(base))) {
            throw new ChangeRefused("nothing_changes", "version " + base.version() + " says this already");
        }
        MappingCatalog tried = tried(next);
        if (ActiveSet.read(tx, ActiveSet.locked(tx)).newest(name) != base.version()) {
            throw moved(name, base.version());
        }
        long set = ActiveSet.grow(tx);
        ActiveSet.add(tx, next.map(), next.text(), clock.instant(), by, why, set);
        return new Changed(
                next.map(), next.text(), next.order(), set, key -> tried.asks(name, key) && tried.mayAnswer(key));
    }

    private static ChangeRefused moved(String name, int version) {
        return new ChangeRefused(
                "value_map_moved",
                "version " + version + " of value map " + name
                        + " is not the newest; look at its rows and build on it");
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
