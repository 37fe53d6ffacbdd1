package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.RETURN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.platform.HomeFiles;
import io.tillbridge.platform.Problems;
import io.tillbridge.posting.ReturnDesk.Decision;
import io.tillbridge.posting.ReturnDesk.Outcome;
import io.tillbridge.posting.ReturnDesk.Target;
import io.tillbridge.verification.VerificationBed;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Returns are kept as they are told, and what was decided of them stays. */
class ReturnRecordIT {

    private static final String LINES = """
            select line_id || ' ' || sku || ' ' || trim_scale(quantity) || ' ' || bucket || ' decided ' || trim_scale(decided)
              from goods_return_line order by message_id, line_no
            """;

    @Test
    void aRepostTellsTheReturnAnewUntilSomebodyDecidedAboutIt() throws SQLException {
        TwistedMappings mappings = new TwistedMappings();
        PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
        RepostBed reposts = new RepostBed(bed, mappings);
        mappings.active = 3;
        UUID message = bed.post(RETURN, returned("T-1", "3", "C")).get(0);
        List<String> misread = lines(bed);
        mappings.active = 2;

        reposts.repost(2, List.of(message));

        assertThat(lines(bed)).isNotEqualTo(misread).containsExactly("1 TEE 3 quality_hold decided 0");
        assertThat(bed.count("task where kind = 'repack'"))
                .as("of one return, one task")
                .isEqualTo(1);

        assertThat(decide(bed, "1")).isEqualTo(Outcome.DONE);
        RepostRun refused = reposts.repost(3, List.of(message));

        assertThat(reposts.refusals(refused)).containsExactly("decided");
        assertThat(lines(bed)).containsExactly("1 TEE 3 quality_hold decided 1");
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void theSameReturnAgainIsKeptOnce() {
        PostingBed bed = new PostingBed("TEE");
        bed.post(RETURN, returned("T-1", "3", "B"));
        bed.post(RETURN, returned("T-1", "3", "B"));

        assertThat(lines(bed)).containsExactly("1 TEE 3 quality_hold decided 0");
    }

    @Test
    void ofManyThatDecideAtOnceNoneMovesAPieceTwice() throws SQLException {
        PostingBed bed = new PostingBed("TEE");
        bed.post(RETURN, returned("T-1", "3", "B"));
        ExecutorService people = Executors.newFixedThreadPool(6);
        List<Outcome> outcomes;
        try {
            outcomes =
                    IntStream.range(0, 6)
                            .mapToObj(n -> CompletableFuture.supplyAsync(() -> decide(bed, "1"), people))
                            .toList()
                            .stream()
                            .map(CompletableFuture::join)
                            .toList();
        } finally {
            people.shutdownNow();
        }

        assertThat(outcomes).filteredOn(Outcome.DONE::equals).hasSize(3);
        assertThat(outcomes).filteredOn(Outcome.NOTHING_WAITS::equals).hasSize(3);
        assertThat(lines(bed)).containsExactly("1 TEE 3 quality_hold decided 3");
        assertThat(bed.balance("TEE", "S1")).startsWith("3/0");
        VerificationBed.assertSound(bed.database);
    }

    @Test
    void aTaskNeedsATimeAndGoodsThatAreNowhereATeam() {
        Problems problems = new Problems();
        ReturnRules.read(HomeFiles.of(Map.of(ReturnRules.FILE, """
                        conditions:
                          - {condition: C, bucket: quality_hold, task: repack}
                          - {condition: X, bucket: none, task: return_missing, within: P7D}
                          - {condition: E, bucket: damaged, task: burn, within: P7D}
                        """)), problems);

        assertThat(problems.list())
                .extracting(problem -> problem.rule())
                .containsExactly("within_missing", "owner_missing", "wrong_word");
    }

    @Test
    void aPartOfALineIsDecidedOnceByOneRequest() throws SQLException {
        PostingBed bed = new PostingBed("TEE");
        bed.post(RETURN, returned("T-1", "3", "B"));
        assertThat(decide(bed, "1", "key")).isEqualTo(Outcome.DONE);

        assertThat(decide(bed, "1", "key")).isEqualTo(Outcome.DONE);

        assertThat(lines(bed)).containsExactly("1 TEE 3 quality_hold decided 1");
        assertThat(bed.balance("TEE", "S1")).startsWith("1/0");
        assertThat(decide(bed, "2", "key")).isEqualTo(Outcome.REUSED);
        assertThat(decide(bed, "9", "refused")).isEqualTo(Outcome.TOO_MUCH);
        assertThat(bed.count("done_request")).isEqualTo(1);
        VerificationBed.assertSound(bed.database);
    }

    private static Outcome decide(PostingBed bed, String quantity) {
        return decide(bed, quantity, UUID.randomUUID().toString());
    }

    private static Outcome decide(PostingBed bed, String quantity, String operation) {
        try {
            return bed.returnDesk.decide(new Decision(
                    bed.sql
                            .sql("select max(return_no) from goods_return")
                            .query(Long.class)
                            .single(),
                    "1",
                    Target.SELLABLE,
                    new BigDecimal(quantity),
                    "looked at",
                    operation,
                    "api:ana"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines(PostingBed bed) {
        return bed.sql.sql(LINES).query(String.class).list();
    }

    private static ObjectNode returned(String id, String quantity, String condition) {
        ObjectNode returned = Events.returned(id, "TEE", quantity, "sellable");
        ((ObjectNode) returned.at("/lines/0")).put("condition", condition);
        return returned;
    }
}
