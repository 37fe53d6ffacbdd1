package io.tillbridge.mapping;

import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problems;
import io.tillbridge.platform.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Makes the active set of files and PostgreSQL, by compare-and-set: what one node imported first is the truth for all, what
 * files have on top of it is added, and a node with files that contradict it must not run.
 */
public final class MappingImport {

    private static final Logger LOG = LoggerFactory.getLogger(MappingImport.class);

    private final DataSource database;
    private final Clock clock;

    public MappingImport(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Adds what files have more than PostgreSQL, in one transaction.
     *
     * @return what is to run: the files under what PostgreSQL has more
     * @throws InvalidFilesException when they contradict it, with every line that does; nothing was added then
     * @throws org.springframework.dao.DataAccessException the database is away
     */
    public MappingSet importReleased(LoadedMappings own) {
        MappingSet set = in(tx -> {
            StoredSet stored = ActiveSet.read(tx, ActiveSet.locked(tx));
            Problems problems = new Problems();
            SetComparison found = SetComparison.of(own, stored, problems);
            problems.refuse();
            return set(tx, own, stored, found, found.addsNothing() ? stored.generation() : add(tx, own, found));
        });
        set.behind().forEach(one -> LOG.warn("mapping.files_behind detail={}", one));
        return set;
    }

    /**
     * What is to run now; adds nothing.
     *
     * @throws InvalidFilesException when what PostgreSQL has does not fit to these files
     * @throws org.springframework.dao.DataAccessException the database is away
     */
    public MappingSet current(LoadedMappings own) {
        return in(tx -> {
            StoredSet stored = ActiveSet.read(tx, ActiveSet.held(tx));
            return set(tx, own, stored, SetComparison.of(own, stored, new Problems()), stored.generation());
        });
    }

    /** The generation of the active set at this moment. */
    public long generation() {
        return in(ActiveSet::generation);
    }

    private long add(Connection tx, LoadedMappings own, SetComparison found) throws SQLException {
        Instant now = clock.instant();
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
        LOG.info(
                "mapping.imported versions={} activations={} value_maps={} set={}",
                found.versions().size(),
                found.rows().size(),
                found.valueMaps().size(),
                generation);
        return generation;
    }

    static MappingSet set(Connection tx, LoadedMappings own, StoredSet stored, SetComparison found, long generation)
            throws SQLException {
        Map<String, String> more = SetOverlay.of(tx, own.catalog(), stored);
        if (more.isEmpty()) {
            return new MappingSet(own, own.files(), own.catalog(), generation, found.behind());
        }
        HomeFiles files = own.files().under(more);
        return new MappingSet(own, files, MappingCatalog.load(files), generation, found.behind());
    }

    private <T> T in(Transactions.Work<T> work) {
        try {
            return Transactions.in(database, work);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the active set of mappings cannot be read or changed", e);
        }
    }
}
