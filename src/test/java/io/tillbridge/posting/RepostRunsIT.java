package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What belongs to a repost, and what becomes of its other units when one of them fails. */
class RepostRunsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    @Test
    void aUnitThatFailsIsRefusedAndNoOtherOneThatAnotherNodeLeft() throws SQLException {
        List<UUID> sales = new ArrayList<>();
        mappings.active = 3;
        for (int n = 0; n < 4; n++) {
            sales.addAll(bed.post(SALE, Events.sale("000" + n, "TEE", "2")));
        }
        RepostRun run = reposts.confirm(reposts.preview(2, sales));
        bed.sql
                .sql("alter table fact add constraint broken check (mapping_version = 3 or fact_key not like '%0000%')"
                        + " not valid")
                .update();

        // Whenever this node is between two transactions, the other one goes on
        RepostBed slow = new RepostBed(bed, mappings, new DelegatingDataSource(bed.database) {
            private int connections;

            @Override
            public Connection getConnection() throws SQLException {
                if (connections++ > 0) {
                    reposts.steps.next();
                }
                return super.getConnection();
            }
        });
        slow.work();

        assertThat(reposts.reposts.sets().refused(run.id(), null, 10))
                .extracting(one -> one.message() + " " + one.code())
                .containsExactly(sales.get(0) + " database_refused");
        assertThat(reposts.find(run.id()).reposted()).isEqualTo(3);
        assertThat(reposts.find(run.id()).state()).isEqualTo("finished");
        assertThat(bed.balance("TEE", "S1")).startsWith("-6/0#");
        assertThat(bed.balance("TEE", "S9")).as("what is refused is as it was").startsWith("-5/0#");
    }

    @Test
    void whatAWrongRowPostedIsRepostedUnderTheVersionThatItHas() {
        mappings.row("S1", "S9");
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        UUID elsewhere = bed.post(SALE, Events.sale("0002", "TEE", "1").put("location", "S2"))
                .get(0);
        UUID order = bed.post(
                        ORDER, Events.order("O1", 1, "open", "TEE", "4", "1").put("location", "S1"))
                .get(0);
        List<UUID> all = List.of(sale, elsewhere, order);
        assertThat(reposts.refusals(reposts.preview(2, all))).containsExactly("already_so", "already_so", "already_so");
        mappings.row("S1", "S1");
        mappings.set = 1;
        bed.clock.advance(Duration.ofSeconds(1));

        RepostRun run = reposts.repost(2, all);

        assertThat(run.reposted()).isEqualTo(2);
        assertThat(reposts.refusals(run)).as("what another row was read for").containsExactly("already_so");
        assertThat(bed.balance("TEE", "S9")).startsWith("0/0#");
        assertThat(bed.balance("TEE", "S1")).startsWith("-3/3#");
        assertThat(bed.count("fact_repost where from_version = 2 and to_version = 2"))
                .isEqualTo(2);
        assertThat(reposts.refusals(reposts.preview(2, all))).containsExactly("already_so", "already_so", "already_so");
    }

    @Test
    void aMessageBelongsToTheTimeItArrivedAtWhateverItsIdSays() {
        UUID sale = bed.post(SALE, Events.sale("0001", "TEE", "2")).get(0);
        for (Duration other : List.of(Duration.ofHours(2), Duration.ofHours(-2))) {
            Instant received =
                    Instant.ofEpochMilli(sale.getMostSignificantBits() >>> 16).plus(other);
            bed.sql
                    .sql("update message set received_at = cast(? as timestamptz)")
                    .param(received.toString())
                    .update();

            assertThat(reposts.reposts
                            .sets()
                            .find(
                                    new RepostSets.Query(
                                            "canonical", 2, null, received, received.plus(Duration.ofMinutes(1))),
                                    10))
                    .containsExactly(sale);
        }
    }
}
