package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Makes the active set of files and PostgreSQL, by compare-and-set: what one node imported first is the truth for all, what
 * files have on top of it is added, and a node with files that contradict it must not run.
 *
 * <p>What is to run is compared and compiled while batches go on. Only then, if something is to be added, is the set locked:
 * while its generation is the one that was compared, the rows are added; otherwise somebody else changed it first, and all
 * begins again. Each such round is somebody's change that was committed, so it ends. A crash before the commit adds nothing.
 */
public final class MappingImport {

    private static final Logger LOG = LoggerFactory.getLogger(MappingImport.class);

    private final DataSource database;
    private final Clock clock;
    private final @Nullable Boolean ownReview;

    /** For those that name their author, and later versions of the home's own, another's approval is asked. */
    public MappingImport(DataSource database, Clock clock) {
        this(database, clock, null);
    }

    /** @param ownReview as {@link MappingReviews#refusal} takes it */
    public MappingImport(DataSource database, Clock clock, @Nullable Boolean ownReview) {
        this.ownReview = ownReview;
        this.database = database;
        this.clock = clock;
    }

    /** Files compared with the set at one generation, and what PostgreSQL has more than they. */
    private record Compared(StoredSet stored, SetComparison found, Map<String, String> more) {}

    /**
     * Adds what files have more than PostgreSQL, in one transaction.
     *
     * @return what is to run: the files under what PostgreSQL has more
     * @throws InvalidFilesException when they contradict it, with every line that does; nothing was added then
     * @throws org.springframework.dao.DataAccessException the database is away
     */
    public MappingSet importReleased(LoadedMappings own) {
        while (true) {
            Problems problems = new Problems();
            Compared compared = compare(own, problems);
            problems.refuse();
            // What PostgreSQL has was let in before, under the rules of then
            List<CompiledMapping> fresh = compared.found.versions().stream()
                    .filter(one ->
                            !compared.stored.versions().containsKey(MappingLock.name(one.subject(), one.version())))
                    .toList();
            new LockedVersions(own.files(), own.catalog(), ownReview).check(fresh, problems);
            problems.refuse();
            MappingSet set = set(own, compared);
            long generation = compared.found.addsNothing() ? set.generation() : add(own, compared);
            if (generation > 0) {
                set.behind().forEach(one -> LOG.warn("mapping.files_behind detail={}", one));
                return new MappingSet(own, set.files(), set.catalog(), generation, set.behind());
            }
            LOG.info("mapping.import_again before={}", compared.stored.generation());
        }
    }

    /**
     * What is to run now; adds nothing.
     *
     * @throws InvalidFilesException when what PostgreSQL has does not fit to these files
     * @throws org.springframework.dao.DataAccessException the database is away
     */
    public MappingSet current(LoadedMappings own) {
        return set(own, compare(own, new Problems()));
    }

    /** The generation of the active set at this moment. */
    public long generation() {
        return in(ActiveSet::generation);
    }

    private Compared compare(LoadedMappings own, Problems problems) {
        return in(tx -> {
            StoredSet stored = ActiveSet.read(tx, ActiveSet.held(tx));
            SetComparison found = SetComparison.of(own, stored, before(tx, own, stored), problems);
            own.tellChanged(problems);
            return new Compared(stored, found, SetOverlay.of(tx, own.catalog(), stored));
        });
    }

    private static Map<String, String> before(Connection tx, LoadedMappings own, StoredSet stored) throws SQLException {
        Map<String, String> before = new TreeMap<>();
        for (CompiledMapping mapping : own.catalog().compiled()) {
            String name = MappingLock.name(mapping.subject(), mapping.version());
            if (!stored.versions().getOrDefault(name, mapping.sha256()).equals(mapping.sha256())) {
                before.put(name, ActiveSet.text(tx, mapping.subject(), mapping.version()));
            }
        }
        return before;
    }

    private static MappingSet set(LoadedMappings own, Compared compared) {
        long generation = compared.stored.generation();
        List<String> behind = compared.found.behind();
        if (compared.more.isEmpty()) {
            return new MappingSet(own, own.files(), own.catalog(), generation, behind);
        }
        HomeFiles files = own.files().under(compared.more);
        return new MappingSet(own, files, MappingCatalog.load(files), generation, behind);
    }

    /** The new generation; 0 when somebody else changed the set first. */
    private long add(LoadedMappings own, Compared compared) {
        Instant now = clock.instant();
        SetComparison found = compared.found;
        long added = in(tx -> {
            if (ActiveSet.locked(tx) != compared.stored.generation()) {
                return 0L;
            }
            long generation = ActiveSet.grow(tx);
            for (CompiledMapping mapping : found.versions()) {
                ActiveSet.add(tx, mapping, own.files().text(mapping.file()), now, generation);
            }
            for (SetComparison.NewRow row : found.rows()) {
                ActiveSet.add(tx, row.subject(), row.number(), row.row(), generation);
            }
            for (ValueMap map : found.valueMaps()) {
                String text = own.files().text(own.catalog().valueMapFile(map.name()));
                ActiveSet.add(tx, map, text, now, StoredSet.FILES, "imported", generation);
            }
            return generation;
        });
        if (added > 0) {
            LOG.info(
                    "mapping.imported versions={} activations={} value_maps={} set={}",
                    found.versions().size(),
                    found.rows().size(),
                    found.valueMaps().size(),
                    added);
        }
        return added;
    }

    private <T> T in(Transactions.Work<T> work) {
        try {
            return Transactions.in(database, work);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the active set of mappings cannot be read or changed", e);
        }
    }
}
