package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.platform.Problem;
import io.tillbridge.platform.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rows of {@code activations.yaml} keep among themselves; each refusal names the row's line. */
class ActivationRulesTest {

    private static final String FIRST =
            "{version: 1, from: \"2000-01-01T00:00:00Z\", at: \"2026-04-20T09:30:00Z\", by: ana, why: first}";

    /** {@code line rule} of every problem; the first row stands on line 5. */
    private static List<String> found(String... rows) {
        Problems problems = new Problems();
        String text = "kind: Activations\nsubject: shop.thing\nbasis: event_time\nrows:\n  - "
                + String.join("\n  - ", rows) + "\n";
        ActivationFile.read("mappings/shop/thing/activations.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
        return problems.list().stream().map(ActivationRulesTest::shown).toList();
    }

    private static String shown(Problem problem) {
        return problem.line() + " " + problem.rule();
    }

    private static String row(int version, String from, String at, String more) {
        return "{version: %d, from: \"%s\", at: \"%s\", by: ben, why: because%s}".formatted(version, from, at, more);
    }

    @Test
    void aFirstRowMayReachBackAndALaterOneOnlyForward() {
        assertThat(found(FIRST, row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", "")))
                .isEmpty();
        assertThat(found(FIRST, row(2, "2026-09-01T00:00:00Z", "2026-09-28T14:00:00Z", "")))
                .containsExactly("6 activation_in_the_past");
        assertThat(found(FIRST, row(2, "2026-09-01T00:00:00Z", "2026-09-28T14:00:00Z", ", backdate: true")))
                .isEmpty();
    }

    @Test
    void whatIsTheFirstForItsConnectionsMayReachBackToo() {
        String acme = row(1, "2000-01-01T00:00:00Z", "2026-04-20T09:30:00Z", ", connections: [acme]");

        assertThat(found(acme, row(1, "2000-01-01T00:00:00Z", "2026-05-20T09:30:00Z", ", connections: [other]")))
                .isEmpty();
        assertThat(found(acme, row(1, "2001-01-01T00:00:00Z", "2026-05-20T09:30:00Z", "")))
                .containsExactly("6 activation_in_the_past");
    }

    @Test
    void twoRowsOfOneConnectionDoNotBeginTogether() {
        String planned = row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", ", connections: [acme]");

        assertThat(found(FIRST, planned, row(3, "2026-10-01T00:00:00Z", "2026-09-29T14:00:00Z", "")))
                .containsExactly("7 activation_overlap");
        assertThat(found(
                        FIRST,
                        planned,
                        row(3, "2026-10-01T00:00:00Z", "2026-09-29T14:00:00Z", ", connections: [other]")))
                .isEmpty();
        assertThat(found(
                        FIRST,
                        planned,
                        row(3, "2026-10-01T00:00:00Z", "2026-09-29T14:00:00Z", ", connections: [acme], rollbackOf: 2")))
                .isEmpty();
    }

    @Test
    void aRollbackRepeatsTheFromOfARowForItsConnections() {
        String second = row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", ", connections: [acme]");

        assertThat(found(FIRST, second, row(1, "2026-10-02T00:00:00Z", "2026-10-03T09:12:00Z", ", rollbackOf: 2")))
                .containsExactly("7 rollback_unmatched");
        assertThat(found(FIRST, second, row(1, "2026-10-01T00:00:00Z", "2026-10-03T09:12:00Z", ", rollbackOf: 2")))
                .as("the row it withdraws counts for acme alone")
                .containsExactly("7 rollback_unmatched");
        assertThat(found(
                        FIRST,
                        second,
                        row(1, "2026-10-01T00:00:00Z", "2026-10-03T09:12:00Z", ", connections: [acme], rollbackOf: 3")))
                .containsExactly("7 rollback_unmatched");
        assertThat(found(
                        FIRST,
                        row(2, "2026-10-01T00:00:00Z", "2026-09-28T14:00:00Z", ""),
                        row(1, "2026-10-01T00:00:00Z", "2026-10-03T09:12:00Z", ", connections: [acme], rollbackOf: 2")))
                .as("a row for all is withdrawn for one")
                .isEmpty();
    }

    @Test
    void aTimeFinerThanTheDatabaseKeepsIsRefused() {
        assertThat(found(row(1, "2000-01-01T00:00:00.0000001Z", "2026-04-20T09:30:00Z", "")))
                .containsExactly("5 too_fine");
    }
}
