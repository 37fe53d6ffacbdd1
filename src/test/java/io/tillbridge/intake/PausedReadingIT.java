package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** A paused connection is not read: no poll begins, none goes on, nothing is fetched. */
class PausedReadingIT {

    @TempDir
    private Path directory;

    private static void pause(JdbcTemplate sql, String connection, boolean paused) {
        sql.update(
                "insert into connection_state (connection, paused, changed_at) values (?, ?, now())"
                        + " on conflict (connection) do update set paused = excluded.paused",
                connection,
                paused);
    }

    @Test
    void aPollOfAPausedConnectionWaitsAndGoesOnAfterIt() throws Exception {
        Plans plans = new Plans();
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0);
                FakeDestination partner = new FakeDestination();
                FakeDestination other = new FakeDestination()) {
            JdbcTemplate sql = new JdbcTemplate(bed.bean(DataSource.class));
            pause(sql, "shop", true);
            partner.always(call -> answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
            other.always(call -> answer(200, page("null")));
            plans.put(Listings.connection("shop", partner.url()));
            plans.put(Listings.connection("other", other.url()));
            bed.bean(FlowRoutes.class).refresh();
            Eventually.holds(() -> assertThat(other.calls()).hasSize(1));
            assertThat(bed.bean(Pulls.class).trigger("shop", "items")).isTrue();
            assertThat(partner.calls()).isEmpty();

            pause(sql, "shop", false);

            Eventually.holds(() -> assertThat(partner.calls()).isNotEmpty());
            Eventually.holds(() -> assertThat(
                            sql.queryForObject("select count(*) from message where connection = 'shop'", Integer.class))
                    .isEqualTo(1));
        }
    }

    @Test
    void aPauseEndsARunBetweenTwoPages() throws Exception {
        Plans plans = new Plans();
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0);
                FakeDestination partner = new FakeDestination()) {
            JdbcTemplate sql = new JdbcTemplate(bed.bean(DataSource.class));
            partner.always(call -> {
                boolean first = !call.uri().contains("next") && !call.body().contains("next");
                if (first) {
                    pause(sql, "shop", true);
                }
                return answer(200, page(first ? "\"next\"" : "null", item(first ? 1 : 2, 1, "2026-05-02T10:00:00Z")));
            });
            plans.put(Listings.connection("shop", partner.url()));
            bed.bean(FlowRoutes.class).refresh();
            Eventually.holds(() -> assertThat(sql.queryForObject(
                            "select count(*) from lease where name = 'poll:shop.items'"
                                    + " and expires_at <= clock_timestamp()",
                            Integer.class))
                    .as("the run has given up its lease")
                    .isEqualTo(1));
            assertThat(partner.calls()).hasSize(1);
            assertThat(sql.queryForObject("select count(*) from message", Integer.class))
                    .as("the page that was read is kept")
                    .isEqualTo(1);
        }
    }

    @Test
    void nothingIsFetchedForAPausedConnection() throws Exception {
        try (FakeDestination partner = new FakeDestination();
                FetchBed bed = new FetchBed()) {
            partner.always(call -> answer(200, "{\"order\":{\"id\":\"o1\"}}"));
            bed.connection("shop", partner.url(), null);
            bed.due("shop", "order", "o1");
            pause(bed.sql, "shop", true);
            Fetches fetches = bed.node();

            assertThat(bed.queue.claimable(10)).isEmpty();
            assertThat(fetches.next(new FetchTurn("shop", "api"))).isEqualTo(new FetchStep.NoneDue());

            pause(bed.sql, "shop", false);
            assertThat(fetches.next(new FetchTurn("shop", "api"))).isEqualTo(new FetchStep.Settled());
            assertThat(partner.calls()).hasSize(1);
        }
    }
}
