package io.tillbridge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.connector.FilesSource;
import io.tillbridge.partner.StoredFile;
import io.tillbridge.platform.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store's file that does not come is told once, and no longer when it has come. */
class ExpectedFilesIT {

    private static final FilesSource.Daily DAILY =
            new FilesSource.Daily("store", "stores", "pos_code", LocalTime.of(6, 0), ZoneId.of("Europe/Berlin"));

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private FilesBed bed;

    @SuppressWarnings("NullAway.Init")
    private ExpectedFiles expected;

    @BeforeEach
    void start() {
        bed = new FilesBed(folder, folder);
        expected = new ExpectedFiles(
                bed.files,
                bed.alerts,
                (valueMap, column, day) ->
                        valueMap.equals("stores") ? Optional.of(Set.of("0001", "0002")) : Optional.empty(),
                bed.clock);
        at("2026-05-01T22:00:00Z");
        expected.watch(bed.flow(), DAILY);
    }

    private void at(String moment) {
        bed.clock.set(Instant.parse(moment));
    }

    private void read(String store) throws Exception {
        ReadFile file =
                new ReadFile(new StoredFile("SALES_" + store, 1, bed.clock.instant()), Map.of("store", store), "00");
        Transactions.in(bed.database, tx -> {
            SourceFiles.settle(tx, bed.flow(), UUID.randomUUID().toString(), file, 1, null, store, bed.clock.instant());
            return true;
        });
    }

    private List<String> missing() {
        expected.look();
        return bed.alerts.open("pos").stream().map(SourceAlerts.Alert::subject).toList();
    }

    @Test
    void aFileIsMissingFromItsHourOnUntilItComes() throws Exception {
        read("0002");
        at("2026-05-02T03:59:00Z");
        assertThat(missing()).as("before six in Berlin, of the day before").containsExactly("0001 2026-05-01");
        read("0001");
        assertThat(missing()).isEmpty();
        at("2026-05-02T04:00:00Z");
        assertThat(missing()).as("both came since yesterday's deadline").isEmpty();
        at("2026-05-03T04:01:00Z");
        assertThat(missing()).containsExactly("0001 2026-05-03", "0002 2026-05-03");
        read("0001");
        assertThat(missing()).containsExactly("0002 2026-05-03");
        at("2026-05-04T03:00:00Z");
        read("0001");
        read("0002");
        at("2026-05-04T04:01:00Z");
        assertThat(missing()).as("one file is not the files of two days").containsExactly("0002 2026-05-03");
        read("0002");
        assertThat(missing()).isEmpty();
    }

    @Test
    void nobodyLooksRightAfterTheStartAndAMissingValueMapIsTold() {
        bed.clock.advance(ExpectedFiles.GRACE.minusSeconds(1));
        assertThat(missing()).isEmpty();
        bed.clock.advance(Duration.ofSeconds(1));
        assertThat(missing()).hasSize(2);
        ExpectedFiles wrong =
                new ExpectedFiles(bed.files, bed.alerts, (valueMap, column, day) -> Optional.empty(), bed.clock);
        wrong.look(bed.flow(), DAILY);
        assertThat(bed.alerts.open("pos"))
                .extracting(SourceAlerts.Alert::subject)
                .contains("stores");
        assertThat(missing())
                .as("the map is there again")
                .doesNotContain("stores")
                .hasSize(2);
    }
}
