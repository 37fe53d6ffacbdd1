package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes that import at once: nothing is lost, and the set is locked for the rows alone. */
class ImportRaceIT {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SECOND = SetFiles.row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", "");

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);

    private MappingImport imports(Clock clock) {
        return new MappingImport(database, clock);
    }

    private static SetFiles base() {
        return SetFiles.of(1).rows(SetFiles.FIRST);
    }

    /** A clock that is asked between the comparison and the lock, and lets something happen there the first time. */
    private static final class Between extends Clock {

        private Runnable event;

        Between(Runnable event) {
            this.event = event;
        }

        @Override
        public Instant instant() {
            Runnable now = event;
            event = () -> {};
            now.run();
            return NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void anImportThatAnotherOneOvertookIsComparedAgainAndLosesNothing() {
        imports(CLOCK).importReleased(base().loaded());
        List<String> locks = new ArrayList<>();
        Between between = new Between(() -> {
            locks.addAll(sql.sql("select mode from pg_locks where locktype = 'advisory' and database ="
                            + " (select oid from pg_database where datname = current_database())")
                    .query(String.class)
                    .list());
            imports(CLOCK)
                    .importReleased(base().codes(2, "{source: B, target: b}").loaded());
        });

        MappingSet set = imports(between)
                .importReleased(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND).loaded());

        assertThat(locks).as("compared and compiled without a lock").isEmpty();
        assertThat(set.generation()).isEqualTo(3);
        assertThat(set.behind())
                .as("what the other one added")
                .containsExactly(SetFiles.CODES + " is at version 1 of 2");
        assertThat(set.catalog().valueMap("codes"))
                .extracting(ValueMap::version)
                .isEqualTo(2);
        assertThat(sql.sql("select version || ' in ' || generation from mapping_version order by version")
                        .query(String.class)
                        .list())
                .containsExactly("1 in 1", "2 in 3");
        assertThat(imports(CLOCK).generation()).isEqualTo(3);
    }

    @Test
    void oneThatAnotherOneContradictedMeanwhileIsRefused() {
        imports(CLOCK).importReleased(base().loaded());
        Between between = new Between(() -> imports(CLOCK)
                .importReleased(base().codes(2, "{source: B, target: b}").loaded()));

        assertThatThrownBy(() -> imports(between)
                        .importReleased(
                                base().codes(2, "{source: C, target: c}").loaded()))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining("value_map_changed");

        assertThat(imports(CLOCK).generation()).isEqualTo(2);
    }

    @Test
    void whatDoesNotCompileWithWhatPostgresHasNeverLocksTheSet() {
        imports(CLOCK).importReleased(SetFiles.withSchema().loaded());
        sql.sql("create sequence tried").update();
        sql.sql("""
                create function note_try() returns trigger language plpgsql as
                    'begin perform nextval(''tried''); return new; end';
                create trigger note_try before update on mapping_set for each row execute function note_try();
                """).update();
        SetFiles without = base().codes(2, "{source: B, target: b}");

        assertThatThrownBy(() -> imports(CLOCK).importReleased(without.loaded()))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining("unknown_schema");

        assertThat(sql.sql("select is_called from tried").query(Boolean.class).single())
                .as("a sequence keeps what a rollback takes back")
                .isFalse();
        imports(CLOCK)
                .importReleased(
                        SetFiles.withSchema().codes(2, "{source: B, target: b}").loaded());
        assertThat(sql.sql("select is_called from tried").query(Boolean.class).single())
                .isTrue();
    }

    @Test
    void manyNodesThatImportAtOnceHaveAllOfTheirsAndOneGenerationEach() throws Exception {
        imports(CLOCK).importReleased(base().loaded());
        int nodes = 6;
        CyclicBarrier start = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<MappingSet>> sets = new ArrayList<>();
            for (int node = 1; node <= nodes; node++) {
                String map = "kind: ValueMap\nname: of" + node + "\nversion: 1\n"
                        + "key: {columns: [source], normalize: [trim]}\nrows:\n  - {source: A, target: a}\n";
                LoadedMappings own = base().with("mappings/valuemaps/of" + node + ".valuemap.yaml", map)
                        .loaded();
                sets.add(threads.submit(() -> {
                    start.await();
                    return imports(CLOCK).importReleased(own);
                }));
            }
            List<Long> generations = new ArrayList<>();
            for (Future<MappingSet> set : sets) {
                generations.add(set.get().generation());
            }

            assertThat(generations).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L);
        } finally {
            threads.shutdownNow();
        }
        assertThat(sql.sql("select name from value_map_version where name like 'of%' order by name")
                        .query(String.class)
                        .list())
                .containsExactly("of1", "of2", "of3", "of4", "of5", "of6");
    }
}
