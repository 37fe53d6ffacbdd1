package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tillbridge.connector.CursorRule;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.intake.PageStore.Stored;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.partner.Answer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One walk through a listing, page by page. Each page's records are stored with the next page's place in one transaction,
 * so that after a crash the walk goes on there; the cursor value itself moves with the last page, because a listing need not
 * be sorted by it. Between two pages the run is only this object, so a wait holds no thread.
 *
 * <p>Where records can move to a page that was read before, a listing of several pages is walked again until a pass brings
 * nothing that the passes before it had not.
 */
final class PollRun implements PullRun {

    static final Duration RETRY_LATER = Duration.ofMinutes(1);

    /** Passes after which a listing is too restless. */
    private static final int PASSES = 10;

    private final PollHttpSource source;
    private final Listing listing;
    private final @Nullable Listing parentListing;
    private final PageStore store;
    private final PolledDocuments documents;
    private final PollCursor cursor;
    private final Parents parents;
    private RunState run;
    private boolean resumed;
    private boolean restarted;
    private boolean several;
    private int freshOfPass;
    private int fresh;
    private int failures;

    /** A run from a place on, which may be in the middle of one that was cut short. */
    PollRun(
            PollHttpSource source,
            Listing listing,
            @Nullable Listing parentListing,
            PageStore store,
            PolledDocuments documents,
            PollCursor cursor) {
        this.source = source;
        this.listing = listing;
        this.parentListing = parentListing;
        this.store = store;
        this.documents = documents;
        this.cursor = cursor;
        this.run = cursor.run();
        this.resumed = cursor.resumed();
        this.several = resumed;
        this.freshOfPass = resumed ? 1 : 0;
        this.parents = new Parents(run.parents());
    }

    /** Asks for the next page and stores it. */
    @Override
    public Outcome step() {
        CursorRule.FullRead full = source.cursor().full();
        if (full != null && run.sweeping()) {
            return new FullSweep(full, store, documents, cursor).step(run, fresh);
        }
        PagePlace wanted = parents.wanted();
        if (parentListing != null && wanted != null) {
            return ask(parentListing, wanted, cursor.scope(run, null), this::tookParents);
        }
        return ask(listing, run.place(), cursor.scope(run, parents.current()), this::took);
    }

    private Outcome ask(
            Listing asked,
            PagePlace place,
            Function<String, ? extends @Nullable JsonNode> scope,
            Function<PageTurn.Read, Outcome> took) {
        Answer answer = asked.ask(place, scope, failures);
        if (answer instanceof Answer.Ok ok) {
            return read(asked.read(place, scope, ok.received()), place, took);
        }
        if (answer instanceof Answer.NotCalled notCalled) {
            return new Continue(notCalled.pause());
        }
        if (answer instanceof Answer.RateLimited limited) {
            return new Continue(limited.pause());
        }
        if (answer instanceof Answer.Dropped && parentListing != null && asked == listing) {
            return ended(List.of(), MissingNode.getInstance());
        }
        // What a crash left in the middle may be a token that the source has forgotten
        if (!restarted && (answer instanceof Answer.RestartPages || (answer instanceof Answer.Refused && resumed))) {
            restarted = true;
            run = run.restarted();
            parents.restart();
            return new Continue(Duration.ZERO);
        }
        failures++;
        return PollAnswers.unsuccessful(answer, failures);
    }

    private Outcome read(PageTurn turn, PagePlace place, Function<PageTurn.Read, Outcome> took) {
        failures = 0;
        if (turn instanceof PageTurn.Wrong wrong) {
            return failed(new Failed(wrong.code(), wrong.detail(), RETRY_LATER), wrong.over());
        }
        resumed = false;
        several = several || place.pages() > 0;
        return took.apply((PageTurn.Read) turn);
    }

    private Outcome tookParents(PageTurn.Read page) {
        parents.took(page);
        return parents.wanted() == null && parents.current() == null
                ? ended(List.of(), page.answer())
                : new Continue(Duration.ZERO);
    }

    private Outcome took(PageTurn.Read page) {
        if (page.absent()) {
            boolean complete = parentListing != null || source.cursor().full() != null;
            return complete ? failed(PollCursor.noRecords(source), false) : finished(List.of(), cursor.anew(), true);
        }
        List<AcceptedDocument> accepted = new ArrayList<>();
        boolean reached = false;
        try {
            for (JsonNode record : page.records()) {
                reached = cursor.before(run, record);
                if (reached) {
                    break;
                }
                run = run.at(run.place(), cursor.greater(run, record));
                if (cursor.counts(run, record)) {
                    accepted.addAll(documents.of(record));
                }
            }
        } catch (DateTimeException | NumberFormatException unreadable) {
            return failed(cursor.unreadable(), false);
        }
        if (run.generation() != 0 && accepted.stream().anyMatch(document -> document.businessKey() == null)) {
            return failed(PollCursor.noKey(), false);
        }
        PagePlace next = reached ? null : page.next();
        return next == null ? ended(accepted, page.answer()) : keep(accepted, run.at(next, run.greatest()));
    }

    /** The listing of one parent, or the only one, is read. */
    private Outcome ended(List<AcceptedDocument> accepted, JsonNode answer) {
        if (parentListing != null && parents.current() != null) {
            parents.advance();
            if (parents.wanted() != null || parents.current() != null) {
                return keep(accepted, run.under(parents.place()));
            }
        }
        if (!several || !Paging.shift(source)) {
            return passed(accepted, answer);
        }
        if (run.pass() >= PASSES) {
            return failed(PollCursor.restless(PASSES), true);
        }
        RunState before = run;
        Outcome outcome = keep(accepted, run.again(cursor.bound(run)));
        if (!(outcome instanceof Continue)) {
            return outcome;
        }
        if (before.pass() > 1 && freshOfPass == 0) {
            run = before;
            return passed(List.of(), answer);
        }
        freshOfPass = 0;
        several = false;
        parents.restart();
        return outcome;
    }

    /** Everything is read. */
    private Outcome passed(List<AcceptedDocument> accepted, JsonNode answer) {
        return run.generation() != 0
                ? keep(accepted, run.swept())
                : finished(accepted, cursor.after(run, answer), cursor.caughtUp(run));
    }

    private Outcome keep(List<AcceptedDocument> accepted, RunState next) {
        Stored stored = store.keep(accepted, cursor.place(next), next.generation());
        if (stored.failed() != null) {
            return stored.failed();
        }
        run = next;
        fresh += stored.fresh();
        freshOfPass += stored.fresh();
        return new Continue(Duration.ZERO);
    }

    private Outcome finished(List<AcceptedDocument> accepted, CursorState after, boolean caughtUp) {
        Stored stored = store.keep(accepted, after, 0);
        return stored.failed() != null ? stored.failed() : new Finished(fresh + stored.fresh(), caughtUp);
    }

    /** Ends the run; when it cannot go on from its place, the next one begins anew. */
    private Outcome failed(Failed failure, boolean over) {
        if (over) {
            store.keep(List.of(), cursor.anew(), 0);
        }
        return failure;
    }
}
