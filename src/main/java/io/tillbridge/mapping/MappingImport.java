package io.tillbridge.mapping;

import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problems;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares the released files with what PostgreSQL holds, by compare-and-set: what one node imported first is the truth
 * for all, and a node with another file under the same version must not start.
 */
public final class MappingImport {

    private final JdbcClient jdbc;
    private final Clock clock;

    public MappingImport(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Imports what is new.
     *
     * @return {@code <subject> V<n>} of each version that was not there
     * @throws InvalidFilesException when a file's hash is not the one the database has; it names file and both hashes
     */
    public List<String> importReleased(MappingCatalog catalog) {
        List<String> imported = new ArrayList<>();
        Problems problems = new Problems();
        for (CompiledMapping mapping : catalog.compiled()) {
            if (catalog.released(mapping)) {
                String found = known(mapping);
                if (found.isEmpty() && insert(mapping)) {
                    imported.add(MappingLock.name(mapping.subject(), mapping.version()));
                } else if (!known(mapping).equals(mapping.sha256())) {
                    problems.add(
                            mapping.file(),
                            "not_the_imported_file",
                            "hash " + mapping.sha256(),
                            "hash " + known(mapping) + ", as PostgreSQL has it",
                            "restore the file, or put the change into a new version");
                }
            }
        }
        problems.refuse();
        return imported;
    }

    private String known(CompiledMapping mapping) {
        return jdbc.sql("select sha256 from mapping_version where subject = ? and version = ?")
                .params(mapping.subject(), mapping.version())
                .query(String.class)
                .optional()
                .orElse("");
    }

    private boolean insert(CompiledMapping mapping) {
        return jdbc.sql("insert into mapping_version (subject, version, sha256, imported_at) values (?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .params(
                                mapping.subject(),
                                mapping.version(),
                                mapping.sha256(),
                                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
