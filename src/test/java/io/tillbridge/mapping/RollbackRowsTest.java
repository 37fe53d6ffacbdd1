package io.tillbridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A version is withdrawn wherever it counts, or where it is asked for, and never half unsaid. */
class RollbackRowsTest {

    private static final Instant JANUARY = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2027-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2027-03-01T00:00:00Z");

    private static Activation row(int version, Instant from, @Nullable Integer rollbackOf, String... connections) {
        return new Activation(version, from, MARCH, "ben", "why", List.of(connections), rollbackOf, true);
    }

    private static final List<Activation> STAGED =
            List.of(row(1, Instant.EPOCH, null), row(2, JANUARY, null, "a"), row(2, FEBRUARY, null, "b", "c"));

    private static List<Activation> rollBack(List<Activation> rows, int of, int to, String... connections) {
        return NextRow.of(new RollbackWish("shop.thing", of, to, MARCH, "ben", "wrong", List.of(connections)), rows);
    }

    private static List<String> shown(List<Activation> rows) {
        return rows.stream()
                .map(row -> "V" + row.version() + " " + row.from() + " " + row.connections())
                .toList();
    }

    private static List<Counting> left(List<Activation> rows, List<Activation> appended) {
        List<Activation> all = new ArrayList<>(rows);
        all.addAll(appended);
        return Counting.of(2, all);
    }

    @Test
    void withoutConnectionsEveryRowOfTheVersionIsWithdrawn() {
        List<Activation> appended = rollBack(STAGED, 2, 1);

        assertThat(shown(appended)).containsExactly("V1 2027-01-01T00:00:00Z [a]", "V1 2027-02-01T00:00:00Z [b, c]");
        assertThat(left(STAGED, appended)).isEmpty();
    }

    @Test
    void withConnectionsOnlyTheirsAndWhatIsLeftIsKnown() {
        List<Activation> appended = rollBack(STAGED, 2, 1, "a", "b");

        assertThat(shown(appended)).containsExactly("V1 2027-01-01T00:00:00Z [a]", "V1 2027-02-01T00:00:00Z [b]");
        assertThat(left(STAGED, appended)).containsExactly(new Counting(FEBRUARY, List.of("c"), List.of()));
        assertThat(shown(rollBack(all(STAGED, appended), 2, 1))).containsExactly("V1 2027-02-01T00:00:00Z [c]");
    }

    @Test
    void aVersionForAllMayBeWithdrawnForOneAndThenForTheRest() {
        List<Activation> rows = List.of(row(1, Instant.EPOCH, null), row(2, JANUARY, null));
        List<Activation> first = rollBack(rows, 2, 1, "a");

        assertThat(left(rows, first)).containsExactly(new Counting(JANUARY, List.of(), List.of("a")));
        List<Activation> rest = rollBack(all(rows, first), 2, 1);
        assertThat(shown(rest)).containsExactly("V1 2027-01-01T00:00:00Z []");
        assertThat(left(all(rows, first), rest)).isEmpty();
    }

    @Test
    void whereItCountsForNobodyOrNotForOneThatIsNamedItIsRefused() {
        refused(STAGED, "nothing_to_roll_back", "no row of shop.thing V2 counts for d;", "a", "d");
        refused(all(STAGED, rollBack(STAGED, 2, 1)), "nothing_to_roll_back", "no row of shop.thing V2 counts;");
    }

    @Test
    void aThirdVersionThatCountsForSomeIsNotWithdrawnUnsaid() {
        List<Activation> rows = List.of(row(1, Instant.EPOCH, null), row(2, JANUARY, null), row(3, JANUARY, 2, "a"));

        refused(rows, "rollback_meets_another", "V3 counts for a, not V2");
        assertThat(shown(rollBack(rows, 2, 1, "b"))).containsExactly("V1 2027-01-01T00:00:00Z [b]");
    }

    private static void refused(List<Activation> rows, String code, String says, String... connections) {
        assertThatThrownBy(() -> rollBack(rows, 2, 1, connections))
                .isInstanceOfSatisfying(
                        ChangeRefused.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(says);
    }

    private static List<Activation> all(List<Activation> rows, List<Activation> appended) {
        List<Activation> all = new ArrayList<>(rows);
        all.addAll(appended);
        return all;
    }
}
