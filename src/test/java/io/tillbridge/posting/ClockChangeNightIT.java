package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a channel is told in the nights in which the clocks of its stores change: each figure once, when it begins to count. */
class ClockChangeNightIT {

    private static final Map<String, String> RULES =
            Map.of(AvailabilityRules.FILE, """
            channels: [{id: web, destinations: [shop.web]}]
            buffers:
              - {id: night, author: ana, channel: web, combine: sum, window: {start: "00:00", end: "02:30"}, units: "2"}
              - {id: early, author: ana, channel: web, combine: sum, window: {start: "02:15", end: "04:00"}, units: "3"}
            """, LocationsFile.FILE, "locations: [{id: S1, zone: Europe/Berlin}]\n");

    private final PostingBed bed = PostingBed.with(RULES, List.of());

    /** At 02:00 it is 03:00: what ends at 02:30 ends then, and what starts at 02:15 starts then, as one figure. */
    @Test
    void theNightThatLosesAnHour() throws SQLException {
        assertThat(told("2026-03-28"))
                .containsExactly(
                        "2026-03-28T12:00:00Z 10 #1",
                        "2026-03-28T23:00:00Z 8 #2",
                        "2026-03-29T01:00:00Z 7 #3",
                        "2026-03-29T02:00:00Z 10 #4");
    }

    /** At 03:00 it is 02:00: what starts at 02:15 starts at the first, what ends at 02:30 ends at the second. */
    @Test
    void theNightThatRepeatsAnHour() throws SQLException {
        assertThat(told("2026-10-24"))
                .containsExactly(
                        "2026-10-24T12:00:00Z 10 #1",
                        "2026-10-24T22:00:00Z 8 #2",
                        "2026-10-25T00:15:00Z 5 #3",
                        "2026-10-25T01:30:00Z 7 #4",
                        "2026-10-25T03:00:00Z 10 #5");
    }

    /** Each figure that the channel was told from noon to noon, with the time of telling and its number in the lane. */
    private List<String> told(String day) throws SQLException {
        Instant noon = Instant.parse(day + "T12:00:00Z");
        bed.clock.set(noon);
        bed.addItems("TEE");
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "10"));
        List<String> told = new ArrayList<>();
        String last = "";
        for (Instant now = noon; now.isBefore(noon.plus(Duration.ofDays(1))); now = now.plus(Duration.ofMinutes(5))) {
            bed.clock.set(now);
            bed.figures.tellDue();
            String figure = figure("shop.web");
            if (!figure.equals(last)) {
                told.add(now + " " + figure);
                last = figure;
            }
        }
        assertThat(figure("shop.market")).isEqualTo("10 #1");
        assertThat(bed.count("availability_due")).isZero();
        return told;
    }

    private String figure(String destination) {
        return bed.sql
                .sql(
                        "select (desired::json ->> 'available') || ' #' || sequence from outbox_lane where destination = ?")
                .param(destination)
                .query(String.class)
                .single();
    }
}
