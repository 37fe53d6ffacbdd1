package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a node finds that starts after another one, or itself, died. */
class PullsGoOnIT {

    @TempDir
    private Path directory;

    @Test
    void aRunThatWasCutShortGoesOnAtOnceAndAFinishedOneWaitsForItsSchedule() throws Exception {
        Plans plans = new Plans();
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0);
                FakeDestination partner = new FakeDestination()) {
            JdbcTemplate sql = new JdbcTemplate(bed.bean(DataSource.class));
            CursorWindow window = new CursorWindow("2026-05-01T00:00:00Z", null, null, false);
            RunState cut = RunState.begin(window, null, 0).at(new PagePlace("p2", 1, 2, PageTrail.START), null);
            place(sql, "shop", new CursorState(null, 0, cut, null));
            place(sql, "rested", new CursorState("2026-05-02T00:00:00Z", 0, null, null));
            partner.always(call -> answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
            plans.put(Listings.connection("rested", partner.url()));
            plans.put(Listings.connection("shop", partner.url()));
            bed.bean(FlowRoutes.class).refresh();
            Eventually.holds(() -> assertThat(sql.queryForObject("select count(*) from message", Integer.class))
                    .isEqualTo(1));
            assertThat(partner.calls()).hasSize(1);
            assertThat(partner.calls().get(0).uri()).contains("cursor=p2");
        }
    }

    /** As the listings of a quarter of an hour write it now. */
    private static void place(JdbcTemplate sql, String connection, CursorState state) {
        sql.update(
                "insert into source_cursor (connection, flow, state, updated_at) values (?, 'items', ?, ?)",
                connection,
                state.json(),
                Timestamp.from(Instant.now()));
    }
}
