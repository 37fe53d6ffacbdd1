package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static io.tillbridge.canonical.EventType.SHIPMENT_CONFIRMED;
import static io.tillbridge.canonical.EventType.STOCK_RECEIVED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.audit.AuditLog;
import io.tillbridge.platform.RetentionProperties;
import io.tillbridge.platform.Transactions;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was raised ends when the books say otherwise, or somebody does; what happens again is raised again. */
class ConflictEndsIT {

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
    private final RepostBed reposts = new RepostBed(bed, mappings);
    private final ConflictDesk desk =
            new ConflictDesk(bed.database, new AuditLog(new JdbcTemplate(bed.database), bed.clock), bed.clock);

    /** {@code kind subject open|over}, in the order in which they were raised. */
    private List<String> conflicts() {
        return bed.sql
                .sql("select kind || ' ' || subject || case when resolved_at is null then ' open' else ' over' end"
                        + " from conflict order by conflict_id")
                .query(String.class)
                .list();
    }

    @Test
    void aNegativeEndsWhenGoodsComeAndIsRaisedAgain() {
        bed.post(SALE, Events.sale("1", "TEE", "2"), Events.sale("2", "MUG", "1"));
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "1"));
        assertThat(conflicts())
                .as("one short still")
                .containsExactly("negative_on_hand MUG@S1 open", "negative_on_hand TEE@S1 open");

        bed.post(STOCK_RECEIVED, Events.received("R-2", "TEE", "1"));
        assertThat(conflicts()).containsExactly("negative_on_hand MUG@S1 open", "negative_on_hand TEE@S1 over");

        bed.post(SALE, Events.sale("3", "TEE", "1"));
        assertThat(conflicts())
                .containsExactly(
                        "negative_on_hand MUG@S1 open", "negative_on_hand TEE@S1 over", "negative_on_hand TEE@S1 open");
    }

    @Test
    void aNegativeEndsWhenItsSaleIsRepostedElsewhere() {
        UUID sale = bed.post(SALE, Events.sale("1", "TEE", "2")).get(0);

        reposts.repost(3, List.of(sale));

        assertThat(conflicts()).containsExactly("negative_on_hand TEE@S1 over", "negative_on_hand TEE@S9 open");
    }

    @Test
    void aRepostThatMendsAnEntryEndsItsConflict() {
        mappings.active = 3;
        UUID sale = bed.post(SALE, JournalIT.sale("1", "card", "119.00").put("grandUnderV3", "120.00"))
                .get(0);
        assertThat(conflicts()).contains("entry_unbalanced sale|shop|R1|1 open");
        assertThat(bed.count("journal_entry where kind = 'sale'")).isZero();

        reposts.repost(2, List.of(sale));

        assertThat(conflicts()).contains("entry_unbalanced sale|shop|R1|1 over");
        assertThat(bed.count("journal_entry where kind = 'sale'")).isEqualTo(1);
        reposts.repost(3, List.of(sale));
        assertThat(conflicts())
                .as("misread again")
                .contains("entry_unbalanced sale|shop|R1|1 over", "entry_unbalanced sale|shop|R1|1 open");
    }

    @Test
    void whatAFactStillSaysUnderAnotherVersionStaysOpen() {
        mappings.active = 3;
        ObjectNode sale = JournalIT.sale("1", "card", "118.00");
        UUID message = bed.post(SALE, sale).get(0);

        reposts.repost(2, List.of(message));

        assertThat(conflicts()).contains("entry_unbalanced sale|shop|R1|1 open");
    }

    @Test
    void anOrderThatAddsUpAgainEndsItsConflict() {
        bed.post(ORDER, JournalIT.order(1, "0", "paid"));
        ObjectNode wrong = JournalIT.order(2, "0", "paid");
        ((ObjectNode) wrong.at("/totals/grand")).put("amount", "200.00");
        bed.post(ORDER, wrong);
        assertThat(conflicts()).containsExactly("entry_unbalanced order|shop|O1 open");

        bed.post(ORDER, JournalIT.order(3, "0", "paid"));
        assertThat(conflicts()).containsExactly("entry_unbalanced order|shop|O1 over");
    }

    @Test
    void whatLeftBeyondAnOrderEndsWhenTheOrderWantsIt() {
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "9"), Events.received("R-2", "MUG", "9"));
        bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "1", "0"));
        bed.post(
                SHIPMENT_CONFIRMED,
                Fulfilments.shipped("wms", "W-1", "O1", "TEE", "3"),
                Fulfilments.shipped("wms", "W-2", "O1", "MUG", "1"));
        assertThat(conflicts())
                .containsExactly("overshipped order|shop|O1|L1 open", "wrong_item_shipped order|shop|O1|MUG open");

        ObjectNode more = Events.order("O1", 2, "open", "TEE", "3", "0");
        ((ArrayNode) more.path("lines"))
                .addObject()
                .put("id", "L2")
                .put("sku", "MUG")
                .put("quantity", "1")
                .put("fulfilled", "0");
        bed.post(ORDER, more);

        assertThat(conflicts())
                .containsExactly("overshipped order|shop|O1|L1 over", "wrong_item_shipped order|shop|O1|MUG over");
    }

    @Test
    void whatNobodyCanSeeIsEndedByAPersonAndRaisedAgain() throws SQLException {
        bed.post(SALE, Events.sale("1", "TEE", "1"));
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "9"));
        bed.post(SALE, Events.sale("1", "TEE", "2"));
        long id = bed.sql
                .sql("select conflict_id from conflict where kind = 'unequal_fact'")
                .query(Long.class)
                .single();

        assertThat(desk.resolve(id, "api:ana", "printed twice")).isEqualTo(new ConflictDesk.Outcome.Over());
        assertThat(desk.resolve(id, "api:ben", "me too")).isEqualTo(new ConflictDesk.Outcome.Over());
        assertThat(desk.resolve(id + 99, "api:ana", "x")).isEqualTo(new ConflictDesk.Outcome.Unknown());

        assertThat(bed.sql
                        .sql("select resolved_by || ' ' || resolution from conflict where conflict_id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("api:ana printed twice");
        assertThat(bed.sql
                        .sql("select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_entry")
                        .query(String.class)
                        .list())
                .containsExactly("api:ana conflict.resolve unequal_fact:sale|shop|R1|1 {\"why\":\"printed twice\"}");
        bed.post(SALE, Events.sale("1", "TEE", "3"));
        assertThat(conflicts())
                .containsExactly(
                        "negative_on_hand TEE@S1 over",
                        "unequal_fact sale|shop|R1|1 over",
                        "unequal_fact sale|shop|R1|1 open");
    }

    @Test
    void ofTwoWhoEndAConflictAtOnceTheFirstCounts() throws Exception {
        bed.post(SALE, Events.sale("1", "TEE", "1"));
        bed.post(SALE, Events.sale("1", "TEE", "2"));
        long id = bed.sql
                .sql("select conflict_id from conflict where kind = 'unequal_fact'")
                .query(Long.class)
                .single();
        CompletableFuture<ConflictDesk.Outcome> second = Transactions.in(bed.database, tx -> {
            try (Statement statement = tx.createStatement()) {
                statement.execute(
                        "update conflict set resolved_at = now(), resolved_by = 'api:ana', resolution = 'twice'"
                                + " where conflict_id = " + id);
            }
            CompletableFuture<ConflictDesk.Outcome> other = CompletableFuture.supplyAsync(() -> resolved(id));
            bed.untilOneWaitsForALock();
            return other;
        });

        assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(new ConflictDesk.Outcome.Over());
        assertThat(bed.count("conflict where resolved_by = 'api:ana'")).isOne();
        assertThat(bed.count("audit_entry")).isZero();
    }

    private ConflictDesk.Outcome resolved(long id) {
        try {
            return desk.resolve(id, "api:ben", "me too");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatFollowsFromFiguresIsNoPersonsToEnd() throws SQLException {
        bed.post(SALE, Events.sale("1", "TEE", "1"));
        long id = bed.sql
                .sql("select conflict_id from conflict")
                .query(Long.class)
                .single();

        assertThat(desk.resolve(id, "api:ana", "never mind"))
                .isEqualTo(new ConflictDesk.Outcome.Elsewhere(ConflictKind.NEGATIVE_ON_HAND));

        assertThat(conflicts()).containsExactly("negative_on_hand TEE@S1 open");
        assertThat(bed.count("audit_entry")).isZero();
    }

    @Test
    void whatWasOverLongAgoIsForgottenAndWhatIsOpenIsNot() throws SQLException {
        bed.post(SALE, Events.sale("1", "TEE", "1"), Events.sale("2", "MUG", "1"));
        bed.post(STOCK_RECEIVED, Events.received("R-1", "TEE", "9"));
        Duration kept = Duration.ofDays(90);
        bed.clock.advance(kept.plusSeconds(1));
        RetentionProperties keep = new RetentionProperties(kept, kept, kept, kept, kept);

        assertThat(ConflictRetention.endedConflicts(bed.sql, bed.clock, keep)
                        .step()
                        .forget())
                .isEqualTo(1);

        assertThat(conflicts()).containsExactly("negative_on_hand MUG@S1 open");
    }
}
