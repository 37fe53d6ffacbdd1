package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.platform.InvalidFilesException;
import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Sha256;
import io.tillbridge.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files and the active set of PostgreSQL: what both have is equal, what either has more counts. */
class MappingImportIT {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final String SECOND = SetFiles.row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", "");

    private static final String REVIEWS = "mappings/shop/thing/reviews.yaml";
    private static final String SAMPLE = "mappings/shop/thing/samples/one/";

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient sql = JdbcClient.create(database);
    private final MappingImport imports = new MappingImport(database, Clock.fixed(NOW, ZoneOffset.UTC));

    private MappingSet imported(SetFiles files) {
        return imports.importReleased(files.loaded());
    }

    private static int active(MappingSet set) {
        return Objects.requireNonNull(set.catalog().active("shop.thing", "acme", NOW, NOW))
                .version();
    }

    private List<String> refused(SetFiles files) {
        long before = imports.generation();
        try {
            imported(files);
            return List.of();
        } catch (InvalidFilesException e) {
            assertThat(imports.generation()).as("nothing was added").isEqualTo(before);
            return e.problems().stream()
                    .map(one -> one.file() + ":" + one.line() + " " + one.rule())
                    .toList();
        }
    }

    @Test
    void whatIsNewIsAddedOnceAndTheSetCountsOn() {
        assertThat(imported(SetFiles.of(1).rows(SetFiles.FIRST)).generation()).isEqualTo(1);
        assertThat(imported(SetFiles.of(1).rows(SetFiles.FIRST)).generation()).isEqualTo(1);
        assertThat(imported(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND)).generation())
                .isEqualTo(2);

        assertThat(sql.sql("select subject || ' V' || version || ' ' || generation from mapping_version"
                                + " order by version")
                        .query(String.class)
                        .list())
                .containsExactly("shop.thing V1 1", "shop.thing V2 2");
        assertThat(sql.sql("select number || ' V' || version || ' ' || decided_by || ' ' || generation"
                                + " from mapping_activation order by number")
                        .query(String.class)
                        .list())
                .containsExactly("1 V1 ben 1", "2 V2 ben 2");
        assertThat(sql.sql("select text from mapping_version where version = 2")
                        .query(String.class)
                        .single())
                .isEqualTo(SetFiles.mapping(2));
    }

    @Test
    void aVersionThatWasImportedBeforeTextsWereKeptGetsItsText() {
        sql.sql(
                        "insert into mapping_version (subject, version, sha256, imported_at) values ('shop.thing', 1, ?, now())")
                .param(Sha256.hex(SetFiles.mapping(1)))
                .update();

        imported(SetFiles.of(1).rows(SetFiles.FIRST));

        assertThat(sql.sql("select text from mapping_version")
                        .query(String.class)
                        .single())
                .isEqualTo(SetFiles.mapping(1));
        assertThat(imported(SetFiles.of(1).rows(SetFiles.FIRST)).generation())
                .as("nothing new")
                .isEqualTo(1);
    }

    @Test
    void aReleasedFileThatChangedIsRefusedWithTheFirstLineThatDiffers() {
        imported(SetFiles.of(1).rows(SetFiles.FIRST));

        assertThat(refused(SetFiles.of()
                        .version(1, SetFiles.mapping(1) + "# changed\n")
                        .rows(SetFiles.FIRST)))
                .containsExactly(SetFiles.file(1) + ":9 not_the_imported_file");
        assertThatThrownBy(() -> imported(SetFiles.of()
                        .version(1, SetFiles.mapping(1).replace("const: \"V1\"", "const: \"V7\""))
                        .rows(SetFiles.FIRST)))
                .hasMessageContaining(":7:1")
                .hasMessageContaining("const: \"V1\"")
                .hasMessageContaining("const: \"V7\"");
    }

    @Test
    void aFileUnlikeItsLockIsToldWithTheLineThatDiffersWherePostgreSqlHasTheText() {
        String changed = SetFiles.mapping(1).replace("const: \"V1\"", "const: \"V7\"");
        SetFiles unlike = SetFiles.of(1).rows(SetFiles.FIRST).with(SetFiles.file(1), changed);

        assertThat(refused(unlike)).containsExactly(SetFiles.file(1) + ":3 released_file_changed");
        imported(SetFiles.of(1).rows(SetFiles.FIRST));
        assertThat(refused(unlike)).containsExactly(SetFiles.file(1) + ":7 not_the_imported_file");
    }

    @Test
    void aLineWrittenIntoTheLockByHandLetsInNeitherWhatNobodyReadNorWhatIsRed() {
        imported(SetFiles.of(1).rows(SetFiles.FIRST));
        String second = SetFiles.mapping(2).replace("version: 2", "version: 2\nauthor: ana");

        assertThat(refused(SetFiles.of(1).version(2, second).rows(SetFiles.FIRST, SECOND)))
                .containsExactly(SetFiles.file(2) + ":3 not_reviewed");
        assertThat(refused(SetFiles.of(1)
                        .version(2, second)
                        .rows(SetFiles.FIRST, SECOND)
                        .with(REVIEWS, review(second, "Ana "))))
                .containsExactly(SetFiles.file(2) + ":3 not_reviewed");
        SetFiles read =
                SetFiles.of(1).version(2, second).rows(SetFiles.FIRST, SECOND).with(REVIEWS, review(second, "ben"));
        read.with(SAMPLE + "in.json", "{\"code\": \"A\"}")
                .with(SAMPLE + "out.json", "{\"said\": \"V9\", \"code\": \"a\"}");
        assertThat(refused(read)).containsExactly(SetFiles.file(2) + ":3 active_not_green");
        read.with(SAMPLE + "out.json", "{\"said\": \"V2\", \"code\": \"a\"}");
        assertThat(refused(read)).isEmpty();
    }

    private static String review(String text, String by) {
        return "kind: Reviews\nsubject: shop.thing\nrows:\n  - {version: 2, sha256: " + Sha256.hex(text)
                + ", author: ana, by: \"" + by + "\", at: \"2026-10-01T00:00:00Z\", verdict: approved, why: read}\n";
    }

    @Test
    void aDraftUnderAVersionThatAnotherNodeReleasedIsRefused() {
        imported(SetFiles.of(1, 2).rows(SetFiles.FIRST));

        assertThat(refused(
                        SetFiles.of(1).rows(SetFiles.FIRST).with(SetFiles.file(2), SetFiles.mapping(2) + "# mine\n")))
                .containsExactly(SetFiles.file(2) + ":9 not_the_imported_file");
    }

    @Test
    void aRowThatChangedIsRefusedWithItsLineAndSaysWhatItWas() {
        imported(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND));
        SetFiles changed = SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND.replace("10-01", "10-02"));

        assertThat(refused(changed)).containsExactly(SetFiles.ACTIVATIONS + ":6 activation_changed");
        assertThatThrownBy(() -> imported(changed))
                .isInstanceOfSatisfying(
                        InvalidFilesException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::expected)
                                .singleElement()
                                .asString()
                                .contains("from: \"2026-10-01T00:00:00Z\"", "why: \"because\""));
    }

    @Test
    void anotherBasisIsRefusedWithItsLine() {
        imported(SetFiles.of(1).rows(SetFiles.FIRST));
        SetFiles other = SetFiles.of(1)
                .with(
                        SetFiles.ACTIVATIONS,
                        "kind: Activations\nsubject: shop.thing\nbasis: received_time\nrows:\n  - " + SetFiles.FIRST
                                + "\n");

        assertThat(refused(other)).containsExactly(SetFiles.ACTIVATIONS + ":3 activation_changed");
    }

    @Test
    void rowsOfAValueMapThatChangeUnderItsVersionAreRefusedAndANewVersionIsNot() {
        imported(SetFiles.of(1).rows(SetFiles.FIRST));
        SetFiles files = SetFiles.of(1).rows(SetFiles.FIRST);

        assertThat(refused(files.codes(1, "{source: A, target: b}")))
                .containsExactly(SetFiles.CODES + ":3 value_map_changed");
        assertThat(refused(files.codes(1, "{target: a, source: a} # as before")))
                .as("layout and comments do not count")
                .isEmpty();
        assertThat(refused(files.codes(2, "{source: A, target: b}"))).isEmpty();
    }

    @Test
    void filesThatAreBehindRunWhatPostgresHas() {
        imported(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND).codes(1, "{source: A, target: a}"));
        imported(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND).codes(2, "{source: A, target: changed}"));

        MappingSet behind = imported(SetFiles.of(1).rows(SetFiles.FIRST));

        assertThat(active(behind)).isEqualTo(2);
        assertThat(behind.generation()).isEqualTo(2);
        assertThat(behind.behind())
                .containsExactly(
                        SetFiles.ACTIVATIONS + " has 1 of 2 activation rows",
                        SetFiles.CODES + " is at version 1 of 2",
                        "shop.thing V2 is released and has no file here");
        Mapping second = Objects.requireNonNull(behind.catalog().version("shop.thing", 2));
        assertThat(TestMappings.run(second, TestMappings.input("{\"code\": \"a\"}")))
                .isEqualTo("{\"said\":\"V2\",\"code\":\"changed\"}");
        assertThat(behind.catalog().released(second)).isTrue();
    }

    @Test
    void aDraftThatAnotherNodeReleasedAsItIsRunsAsReleased() {
        imported(SetFiles.of(1, 2).rows(SetFiles.FIRST, SECOND));

        MappingSet set = imported(SetFiles.of(1).rows(SetFiles.FIRST).with(SetFiles.file(2), SetFiles.mapping(2)));

        assertThat(active(set)).isEqualTo(2);
        assertThat(set.behind()).contains("shop.thing V2 is released and is a draft here");
    }

    @Test
    void whatWasActiveOnceCannotBeChangedOrRemoved() {
        imported(SetFiles.of(1).rows(SetFiles.FIRST));

        for (String change : List.of(
                "update mapping_activation set version = 9",
                "delete from mapping_activation",
                "truncate value_map_version",
                "update value_map_version set text = ''",
                "delete from mapping_version",
                "update mapping_version set sha256 = 'x'")) {
            assertThatThrownBy(() -> sql.sql(change).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }
}
