package io.tillbridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.FakeDestination;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code tillbridge reconcile} prints of a hub's answers. */
class ReconcileAnswersTest {

    private static final String RUN =
            "{\"connection\":\"wms\",\"startedAt\":\"2026-11-21T12:00:00Z\",\"dry\":%s,\"items\":90,"
                    + "\"confirmed\":2,\"corrected\":%d,\"firstSeen\":1,\"missing\":0,\"stale\":4,\"differing\":[{\"sku\":\"TEE\","
                    + "\"location\":\"S1\",\"state\":\"confirmed\",\"told\":\"8\",\"booked\":\"10\",\"cause\":\"count\"}]}";

    private final FakeDestination hub = new FakeDestination();

    @AfterEach
    void stop() {
        hub.close();
    }

    private CommandRun run(String... words) {
        return CommandRun.of(Stream.concat(
                        Stream.concat(Stream.of("reconcile"), Stream.of(words)),
                        Stream.of("--url", hub.url(), "--token", "t"))
                .toArray(String[]::new));
    }

    @Test
    void aRunPrintsWhatDiffersAndItsExitCodeSaysWhetherAPersonIsWanted() {
        hub.always(call -> FakeDestination.answer(
                200,
                RUN.formatted(call.uri().endsWith("?dryRun=true"), call.uri().contains("/wms/run") ? 0 : 2)));

        CommandRun dry = run("run", "wms", "--dry-run");

        assertThat(dry.code()).as(dry.toString()).isEqualTo(ExitCode.FOUND);
        assertThat(dry.out().lines())
                .containsExactly(
                        "wms TEE@S1 confirmed: told 8, booked 10 (count)",
                        "and 2 more",
                        "2026-11-21T12:00:00Z wms: 90 compared, 2 confirmed, 0 corrected, 1 seen once, 0 missing, 4 stale"
                                + " (dry: nothing is kept)");
        assertThat(run("run", "other").code()).as("all is corrected").isEqualTo(ExitCode.FINE);
    }

    @Test
    void whyTellsBothValuesWhatIsMadeOfThemAndWhatWasCorrected() {
        hub.always(call -> FakeDestination.answer(
                200,
                call.uri().contains("/drifts?sku=TEE&location=S1")
                        ? "{\"items\":[{\"connection\":\"wms\",\"sku\":\"TEE\",\"location\":\"S1\",\"state\":\"confirmed\",\"told\":"
                                + "\"2\",\"booked\":\"10\",\"drift\":\"-8\",\"toldAt\":\"2026-11-21T12:00:00Z\",\"came\":\"0\","
                                + "\"went\":\"1\",\"firstSeenAt\":\"2026-11-21T12:01:00Z\",\"seenAt\":\"2026-11-21T13:01:00Z\","
                                + "\"cause\":\"mapping\",\"derivedFrom\":\"the figures differ by the factor 5\",\"outcome\":"
                                + "\"too_many_units\"}]}"
                        : "{\"items\":[{\"connection\":\"wms\",\"correctedBy\":\"reconciliation\",\"correctedAt\":"
                                + "\"2026-11-20T12:00:00Z\",\"told\":\"9\",\"booked\":\"10\",\"moved\":\"-1\"}]}"));

        assertThat(run("why", "TEE", "S1").out().lines())
                .containsExactly(
                        "wms TEE@S1 confirmed: told 2, booked 10 (mapping)",
                        "  drift -8 at 2026-11-21T12:00:00Z: in flight 0 into the location, 1 out of it",
                        "  seen first at 2026-11-21T12:01:00Z, last at 2026-11-21T13:01:00Z",
                        "  the figures differ by the factor 5",
                        "  too_many_units: more units than are corrected without a person: count the item",
                        "wms corrected by reconciliation at 2026-11-20T12:00:00Z: told 9, booked 10, moved -1");
    }

    @Test
    void theReportIsALineForEachConnectionAndEachSum() {
        hub.always(call -> FakeDestination.answer(
                200,
                "{\"connections\":[{\"connection\":\"wms\",\"lastRunAt\":\"2026-11-21T12:00:00Z\",\"stopped\":\"items\","
                        + "\"detected\":2,\"meanSecondsToDetect\":1800,\"corrected\":3}],\"drifts\":[{\"connection\":\"wms\","
                        + "\"state\":\"confirmed\",\"age\":\"week\",\"cause\":\"count\",\"figures\":4,\"units\":\"9\",\"value\":"
                        + "\"90\",\"currency\":\"EUR\"},{\"connection\":\"wms\",\"state\":\"missing\",\"age\":\"day\","
                        + "\"figures\":1}]}"));

        assertThat(run("report").out().lines())
                .containsExactly(
                        "wms: last run 2026-11-21T12:00:00Z STOPPED: too many items differ, 3 corrected, mean time to detect 1800 s",
                        "wms confirmed, week, count: 4 figures, 9 units, 90 EUR",
                        "wms missing, day, no cause: 1 figures, no units, no value known");
    }
}
