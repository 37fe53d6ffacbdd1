package io.tillbridge.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.message.MessageState;
import io.tillbridge.message.RecordedDocuments;
import io.tillbridge.support.Eventually;
import io.tillbridge.support.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RecordedDiffIT {

    private final DataSource database = TestDatabase.fresh();
    private final RecordedOrders orders = new RecordedOrders(42);

    @Test
    void theCountsOfThousandsOfDocumentsAreThoseOfANaiveRun() throws Exception {
        List<RecordedOrders.Order> all = orders.make(4_000, Duration.ofDays(6));
        NaiveDiff naive = new NaiveDiff();
        all.forEach(order -> naive.add(orders, order));
        orders.record(database, all);

        Report report = diff(Duration.ofDays(7), Long.MAX_VALUE, 65_536);

        assertThat(counts(report)).isEqualTo(naive.counts);
        assertThat(naive.counts.keySet())
                .as("every kind of difference is there to be found")
                .anyMatch(one -> one.startsWith("failing "))
                .anyMatch(one -> one.startsWith("passing "))
                .anyMatch(one -> one.startsWith("otherwise "))
                .anyMatch(one -> one.startsWith("newly held"))
                .anyMatch(one -> one.startsWith("no longer held"))
                .contains(
                        "newly warning dollars",
                        "lines[].name vanished",
                        "ext.shopify.note appeared",
                        "lines[].sku changed");
        Map<String, BigDecimal> largest = new TreeMap<>();
        Map<String, BigDecimal> net = new TreeMap<>();
        report.fields()
                .forEach(field -> field.money().forEach(money -> {
                    largest.put(field.path() + " " + money.currency(), new BigDecimal(money.largest()).abs());
                    net.put(field.path() + " " + money.currency(), new BigDecimal(money.net()));
                }));
        assertThat(largest).isEqualTo(naive.largest).isNotEmpty();
        assertThat(net).isEqualTo(naive.net);
    }

    @Test
    void whatIsPersonalIsShownByItsHash() throws Exception {
        orders.record(database, orders.make(200, Duration.ofDays(1)));

        Report report = diff(Duration.ofDays(7), Long.MAX_VALUE, 65_536);

        List<Report.Example> emails = report.fields().stream()
                .filter(field -> field.path().equals("customer.email"))
                .flatMap(field -> field.examples().stream())
                .toList();
        assertThat(emails)
                .hasSize(3)
                .allSatisfy(one ->
                        assertThat(one.before() + one.after()).matches("sha256:[0-9a-f]{16}sha256:[0-9a-f]{16}"));
        assertThat(report.toString()).doesNotContain("@").doesNotContainIgnoringCase("ring twice");
    }

    @Test
    void theNewestAreReadFirstAndOnlyThoseAskedFor() throws Exception {
        List<RecordedOrders.Order> all = orders.make(1_000, Duration.ofDays(10));
        orders.record(database, all);

        assertThat(diff(Duration.ofDays(5), Long.MAX_VALUE, 65_536).documents()).isBetween(499L, 501L);
        Report newest = diff(Duration.ofDays(30), 7, 65_536);
        assertThat(newest.documents()).isEqualTo(7);
        assertThat(newest.fields())
                .allSatisfy(field -> assertThat(field.examples())
                        .allSatisfy(one -> assertThat(one.document())
                                .isGreaterThanOrEqualTo(all.get(993).id().toString())));
        assertThat(diff(Duration.ofDays(30), Long.MAX_VALUE, 6_554).documents()).isBetween(60L, 140L);
    }

    @Test
    void whatNoVersionWasAskedForAndWhatCannotBeReadIsCountedApart() throws Exception {
        Instant at = RecordedOrders.NOW.minusSeconds(60);
        String order = orders.make(1, Duration.ofDays(1)).get(0).document().toString();
        orders.untranslated(database, at, order, MessageState.HELD, "xref_missing", "xref:acme-us/shopify.location/9");
        orders.untranslated(database, at, "no json", MessageState.DEAD, "not_json", null);
        orders.untranslated(database, at, order, MessageState.DEAD, "no_active_mapping", null);

        Report report = diff(Duration.ofDays(7), Long.MAX_VALUE, 65_536);

        assertThat(report.documents())
                .as("a document that no version covered is translated now")
                .isEqualTo(1);
        assertThat(report.untouched())
                .extracting(Report.Group::code)
                .containsExactly("xref:acme-us/shopify.location/9");
        assertThat(report.unreadable())
                .singleElement()
                .satisfies(one -> assertThat(one.documents()).isEqualTo(1));
    }

    @Test
    void whatTranslatesGivesWayAndStopsWhenItIsNotToGoOn() throws Exception {
        orders.record(database, orders.make(1_000, Duration.ofDays(5)));
        Recording recording = new Recording(orders.plans);
        List<Integer> priorities = new ArrayList<>();
        List<Long> told = new ArrayList<>();

        assertThatThrownBy(() -> new RecordedDiff(database, recording, 1)
                        .run(
                                Versions.of(orders.version(1), orders.version(RecordedOrders.DRAFT)),
                                selection(recording, Duration.ofDays(7), 65_536),
                                Long.MAX_VALUE,
                                3,
                                (read, document) -> {
                                    told.add(read);
                                    Thread.getAllStackTraces().keySet().stream()
                                            .filter(thread -> thread.getName().equals("mapping-diff"))
                                            .forEach(thread -> priorities.add(thread.getPriority()));
                                    return false;
                                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(told).as("no page after it").hasSize(1);
        assertThat(priorities).containsExactly(Thread.MIN_PRIORITY);
        Eventually.holds(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("mapping-diff")));
    }

    private static RecordedDocuments.Selection selection(Recording recording, Duration last, int share) {
        return new RecordedDocuments.Selection(
                RecordedOrders.SUBJECT,
                recording.flows(RecordedOrders.SUBJECT),
                RecordedOrders.NOW.minus(last),
                RecordedOrders.NOW,
                null,
                share);
    }

    private Report diff(Duration last, long most, int share) throws SQLException, InterruptedException {
        Recording recording = new Recording(orders.plans);
        return new RecordedDiff(database, recording, 4)
                .run(
                        Versions.of(orders.version(1), orders.version(RecordedOrders.DRAFT)),
                        selection(recording, last, share),
                        most,
                        3,
                        (read, document) -> true);
    }

    /** In the words of the naive run. */
    private static Map<String, Integer> counts(Report report) {
        Map<String, Integer> counts = new TreeMap<>();
        put(counts, "documents", report.documents());
        put(counts, "differing", report.differing());
        for (Report.Field field : report.fields()) {
            put(counts, field.path() + " changed", field.changed());
            put(counts, field.path() + " appeared", field.appeared());
            put(counts, field.path() + " vanished", field.vanished());
        }
        report.newlyFailing()
                .forEach(one -> put(counts, "failing dead " + one.code() + " " + one.at(), one.documents()));
        report.newlyPassing()
                .forEach(one -> put(counts, "passing dead " + one.code() + " " + one.at(), one.documents()));
        report.failingOtherwise()
                .forEach(one -> put(counts, "otherwise dead " + one.code() + " " + one.at(), one.documents()));
        report.newlyHeld().forEach(one -> put(counts, "newly held " + one.code(), one.documents()));
        report.noLongerHeld().forEach(one -> put(counts, "no longer held " + one.code(), one.documents()));
        report.newlyWarning().forEach(one -> put(counts, "newly warning " + one.code(), one.documents()));
        report.noLongerWarning().forEach(one -> put(counts, "no longer warning " + one.code(), one.documents()));
        return counts;
    }

    private static void put(Map<String, Integer> counts, String what, long documents) {
        if (documents > 0) {
            counts.put(what, Math.toIntExact(documents));
        }
    }
}
