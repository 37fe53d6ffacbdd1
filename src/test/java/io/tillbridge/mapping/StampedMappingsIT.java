package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.canonical.HoldKey;
import io.tillbridge.mapping.StampedMappings.Found;
import io.tillbridge.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Versions with the value maps of earlier sets. */
class StampedMappingsIT {

    private static final MappingVersion FIRST = new MappingVersion("shop.thing", 1);

    private final DataSource database = TestDatabase.fresh();
    private final MappingImport imports =
            new MappingImport(database, Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC));
    private final RunningMappings running = new RunningMappings(
            imports.importReleased(SetFiles.of(1).rows(SetFiles.FIRST).loaded()));
    private final StampedMappings stamped = StampedMappings.of(running, database);

    private void runs(SetFiles files) {
        running.replace(imports.importReleased(files.rows(SetFiles.FIRST).loaded()));
    }

    private Found at(long set) {
        return stamped.at(
                FIRST, Objects.requireNonNull(running.version("shop.thing", 1)).sha256(), set);
    }

    private Mapping known(long set) {
        return ((Found.Known) at(set)).mapping();
    }

    private static String code(Mapping mapping, String code) {
        Translation translation = mapping.translate(TestMappings.input("{\"code\": \"" + code + "\"}"));
        return translation instanceof Translation.Translated done
                ? done.result().path("code").asText()
                : translation instanceof Translation.Missing missing ? String.valueOf(missing.key()) : "dead";
    }

    private static String unknown(Found found) {
        return ((Found.Unknown) found).code();
    }

    @Test
    void eachSetTranslatesByTheRowsThatItHad() {
        runs(SetFiles.of(1).codes(2, "{source: A, target: second}", "{source: B, target: b}"));
        runs(SetFiles.of(1).codes(3, "{source: A, target: third}"));

        assertThat(running.set()).isEqualTo(3);
        assertThat(code(known(1), "A")).isEqualTo("a");
        assertThat(code(known(1), "B")).isEqualTo(HoldKey.valueMap("codes", "B").toString());
        assertThat(code(known(2), "A")).isEqualTo("second");
        assertThat(code(known(3), "A")).isEqualTo("third");
        assertThat(known(1).sha256()).isEqualTo(known(3).sha256());
    }

    @Test
    void setsWithTheSameRowsShareWhatIsCompiledOnce() {
        Mapping before = known(1);
        runs(SetFiles.of(1, 2));
        assertThat(running.set()).isEqualTo(2);
        assertThat(known(1))
                .as("another mapping is there, and no row changed")
                .isSameAs(running.version("shop.thing", 1))
                .isNotSameAs(before);

        runs(SetFiles.of(1, 2).codes(2, "{source: A, target: second}"));
        assertThat(known(1)).isSameAs(known(2)).isNotSameAs(known(3));
    }

    @Test
    void aMapFallsBackToWhatItFellBackToThen() {
        String codes = """
                kind: ValueMap
                name: codes
                version: %d
                key: {columns: [source]}
                unmapped: {do: %s}
                rows: [{source: A, target: a}]
                """;
        String other = """
                kind: ValueMap
                name: other
                version: %d
                key: {columns: [source]}
                rows: [{source: B, target: %s}]
                """;
        String file = "mappings/valuemaps/other.valuemap.yaml";
        runs(SetFiles.of(1)
                .with(SetFiles.CODES, codes.formatted(2, "fallback, map: other"))
                .with(file, other.formatted(1, "then")));
        runs(SetFiles.of(1).with(SetFiles.CODES, codes.formatted(3, "keep")).with(file, other.formatted(2, "now")));

        assertThat(code(known(2), "B")).isEqualTo("then");
        assertThat(code(known(3), "B")).isEqualTo("B");
        assertThat(known(2)).isSameAs(known(2));
    }

    @Test
    void whatIsNotOnRecordIsUnknownAndNotToldByTheRowsOfToday() {
        assertThat(unknown(at(0))).isEqualTo("mapping_set_unknown");
        assertThat(unknown(stamped.at(FIRST, "another", 1))).isEqualTo("mapping_version_missing");
        assertThat(unknown(stamped.at(new MappingVersion("shop.thing", 9), "another", 1)))
                .isEqualTo("mapping_version_missing");
    }

    @Test
    void aVersionThatAsksNoValueMapIsTheSameUnderEverySet() {
        String plain = SetFiles.mapping(1).replace(", via: [valuemap(codes)]", "");
        DataSource empty = TestDatabase.fresh();
        RunningMappings alone = new RunningMappings(new MappingImport(empty, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .importReleased(
                        new SetFiles().version(1, plain).rows(SetFiles.FIRST).loaded()));

        Mapping version = Objects.requireNonNull(alone.version("shop.thing", 1));
        assertThat(StampedMappings.of(alone, empty).at(FIRST, version.sha256(), 0))
                .isEqualTo(new Found.Known(version));
    }
}
