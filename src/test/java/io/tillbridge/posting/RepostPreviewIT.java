package io.tillbridge.posting;

import static io.tillbridge.canonical.EventType.ORDER;
import static io.tillbridge.canonical.EventType.SALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillbridge.support.Eventually;
import io.tillbridge.support.FailingCommits;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A preview is worked at in the background, a unit at a time, by whichever node looks next. */
class RepostPreviewIT {

    private static final int SALES = 4;

    private final TwistedMappings mappings = new TwistedMappings();
    private final PostingBed bed = new PostingBed(List.of(), mappings, "TEE", "MUG", "CAP");
    private final RepostBed reposts = new RepostBed(bed, mappings);

    /** Sales under the version that misreads, and an order of two revisions: five units. */
    private List<UUID> posted() {
        List<UUID> posted = new ArrayList<>();
        mappings.active = 3;
        for (int n = 0; n < SALES; n++) {
            posted.addAll(bed.post(SALE, Events.sale("000" + n, "TEE", "2")));
        }
        posted.addAll(bed.post(ORDER, Events.order("O1", 1, "open", "TEE", "4", "1")));
        posted.addAll(bed.post(ORDER, Events.order("O1", 2, "open", "TEE", "5", "1")));
        return posted;
    }

    @Test
    void whatANodeLeftHalfPreviewedIsPreviewedByAnotherAsByOne() throws SQLException {
        List<UUID> posted = posted();
        RepostRun alone = reposts.preview(2, posted);
        FailingCommits process = new FailingCommits(bed.database);
        RepostBed dying = new RepostBed(bed, mappings, process.source());
        RepostRun asked = dying.ask(2, posted);
        assertThat(asked.state()).isEqualTo("previewing");
        assertThat(asked.hash()).isNull();
        assertThat(asked.seen()).isZero();
        dying.rehearsal.next();
        dying.rehearsal.next();
        process.fail(true);
        assertThatThrownBy(dying.rehearsal::next).isInstanceOf(SQLException.class);
        RepostRun half = reposts.find(asked.id());
        assertThat(half.state()).isEqualTo("previewing");
        assertThat(half.seen()).as("whole units").isBetween(2, 3);
        String before = bed.balance("TEE", "S9");

        reposts.look();

        RepostRun done = reposts.find(asked.id());
        assertThat(done.state()).isEqualTo("previewed");
        assertThat(done.hash()).isEqualTo(alone.hash());
        assertThat(done.preview()).isEqualTo(alone.preview());
        assertThat(done.seen()).isEqualTo(posted.size());
        assertThat(done.pending()).isEqualTo(posted.size());
        assertThat(bed.balance("TEE", "S9")).as("nothing is changed").isEqualTo(before);
        assertThat(bed.count("fact_repost")).isZero();
        assertThat(bed.count("repost_item where change is not null")).isZero();
    }

    @Test
    void whatIsAskedOrConfirmedIsWorkedAtWithoutWaitingForALook() {
        List<UUID> posted = posted();
        RepostWorker worker = new RepostWorker(reposts.steps, reposts.rehearsal);
        reposts.due = worker::due;
        try {
            RepostRun asked = reposts.ask(2, posted);
            Eventually.holds(() -> assertThat(reposts.find(asked.id()).state()).isEqualTo("previewed"));
            reposts.confirm(reposts.find(asked.id()));
            Eventually.holds(() -> assertThat(reposts.find(asked.id()).state()).isEqualTo("finished"));
            assertThat(reposts.find(asked.id()).reposted()).isEqualTo(posted.size());
        } finally {
            worker.destroy();
        }
    }

    @Test
    void whatIsToBeDoneAtOnceIsConfirmedByItsPreview() throws SQLException {
        List<UUID> posted = posted();
        RepostRun run = reposts.reposts.ask(new Reposts.Wish("canonical", 2, posted, "ana", "misread", true));

        reposts.look();

        assertThat(reposts.find(run.id()).state()).isEqualTo("running");
        assertThat(bed.sql
                        .sql("select actor || ' ' || action from audit_entry where subject = ?")
                        .param(run.id().toString())
                        .query(String.class)
                        .list())
                .containsExactly("ana repost.start");
        reposts.work();
        assertThat(reposts.find(run.id()).reposted()).isEqualTo(posted.size());
        RepostRun again = reposts.reposts.ask(new Reposts.Wish("canonical", 2, posted, "ana", "again", true));
        reposts.look();
        assertThat(reposts.find(again.id()).state())
                .as("nothing can be reposted")
                .isEqualTo("previewed");
    }

    @Test
    void aPreviewIsCancelledUntilItIsConfirmed() throws SQLException {
        List<UUID> posted = posted();
        RepostRun early = reposts.ask(2, posted);
        refused("repost_previewing", () -> reposts.reposts.confirm(early.id(), "any", "ana"));
        reposts.rehearsal.next();

        assertThat(reposts.reposts.cancel(early.id(), "ana").state()).isEqualTo("cancelled");

        assertThat(reposts.rehearsal.next()).as("nobody goes on with it").isFalse();
        assertThat(reposts.reposts.cancel(early.id(), "ana").state())
                .as("once more")
                .isEqualTo("cancelled");
        refused("repost_ended", () -> reposts.reposts.confirm(early.id(), "any", "ana"));
        RepostRun late = reposts.preview(2, posted);
        assertThat(reposts.reposts.cancel(late.id(), "ana").state()).isEqualTo("cancelled");
        RepostRun run = reposts.confirm(reposts.preview(2, posted));
        refused("repost_running", () -> reposts.reposts.cancel(run.id(), "ana"));
        reposts.work();
        refused("repost_ended", () -> reposts.reposts.cancel(run.id(), "ana"));
        assertThat(reposts.reposts.list(null, 2))
                .extracting(RepostRun::state)
                .as("the newest first")
                .containsExactly("finished", "cancelled");
        assertThat(reposts.reposts.list(late.id(), 2)).extracting(RepostRun::id).containsExactly(early.id());
        assertThat(bed.count("audit_entry where action = 'repost.cancel'")).isEqualTo(2);
    }

    @Test
    void aPreviewThatCannotBeSummedUpFailsAndTheOnesBehindItGoOn() {
        RepostRun broken = reposts.ask(2, posted());
        bed.sql
                .sql("alter table repost_run add constraint broken check (hash is null or why <> 'misread figures')")
                .update();

        reposts.look();

        assertThat(reposts.find(broken.id()).state()).isEqualTo("failed");
        assertThat(reposts.find(broken.id()).failure()).startsWith("database_refused: ");
    }

    @Test
    void theStoryOfARepostedMessageSaysWhoAndWhyAndKeepsItsFirstStamp() {
        UUID sale = posted().get(0);
        mappings.set = 1;
        RepostRun run = reposts.repost(2, List.of(sale));
        mappings.set = 2;
        RepostRun back = reposts.repost(3, List.of(sale));

        assertThat(bed.sql
                        .sql(
                                "select outcome || ': ' || code || ': ' || detail from message_attempt where message_id = ?"
                                        + " order by attempt_id")
                        .param(sale)
                        .query(String.class)
                        .list())
                .containsExactly(
                        "reposted: V3 to V2: reposted under V2 by ana because misread figures, run " + run.id(),
                        "reposted: V2 to V3: reposted under V3 by ana because misread figures, run " + back.id());
        assertThat(bed.sql
                        .sql("select from_version || ' by set ' || from_set from fact_repost order by repost")
                        .query(String.class)
                        .list())
                .containsExactly("3 by set 0", "2 by set 1");
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Reposts.NotPossible.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
