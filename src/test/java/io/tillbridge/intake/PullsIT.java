package io.tillbridge.intake;

import static io.tillbridge.intake.Listings.item;
import static io.tillbridge.intake.Listings.page;
import static io.tillbridge.support.FakeDestination.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FakeDestination;
import io.tillbridge.support.FakeDestination.Behaviour;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/** Polls of a running intake: who waits for whom. */
class PullsIT {

    @TempDir
    private Path directory;

    private static int messages(IntakeBed bed, String connection) {
        Integer count = new JdbcTemplate(bed.bean(DataSource.class))
                .queryForObject("select count(*) from message where connection = ?", Integer.class, connection);
        return count == null ? 0 : count;
    }

    @Test
    void partnersThatHangHoldNoPollOfAnother() throws Exception {
        Plans plans = new Plans();
        try (IntakeBed bed = IntakeBed.start(directory, plans, 0);
                FakeDestination hanging = new FakeDestination();
                FakeDestination partner = new FakeDestination()) {
            hanging.always(call -> new Behaviour.Silence());
            for (int n = 0; n < 5; n++) {
                plans.put(Listings.connection("hanging" + n, hanging.url()));
            }
            bed.bean(FlowRoutes.class).refresh();
            Eventually.holds(() -> assertThat(hanging.calls()).hasSize(5));
            partner.always(call -> answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z"))));
            plans.put(Listings.connection("shop", partner.url()));
            bed.bean(FlowRoutes.class).refresh();
            Eventually.holds(() -> assertThat(messages(bed, "shop")).isEqualTo(1));
            assertThat(hanging.calls()).as("still under way").hasSize(5);
        }
    }

    @Test
    void aListingIsReadByOneThreadHoweverManyAskAndOnceMoreForThem() throws Exception {
        Plans plans = new Plans();
        CountDownLatch held = new CountDownLatch(1);
        try (FakeDestination partner = new FakeDestination()) {
            partner.always(call -> {
                await(held);
                return answer(200, page("null", item(1, 1, "2026-05-02T10:00:00Z")));
            });
            plans.put(Listings.connection("shop", partner.url()));
            try (IntakeBed bed = IntakeBed.start(directory, plans, 0)) {
                Pulls pulls = bed.bean(Pulls.class);
                Eventually.holds(() -> assertThat(partner.calls()).hasSize(1));
                for (int n = 0; n < 20; n++) {
                    assertThat(pulls.trigger("shop", "items")).isTrue();
                    pulls.run("shop.items.g1");
                }
                assertThat(partner.calls()).hasSize(1);
                held.countDown();
                Eventually.holds(() -> assertThat(partner.calls()).hasSize(2));
                assertThat(messages(bed, "shop")).isEqualTo(1);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test let no call go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
