package io.tillbridge.trial;

import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.connector.StaleRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a poll reads pages: to their end, never for ever, in whatever order, and again without a second message. */
final class PollChecks {

    private static final int MOST_STEPS = 400;

    private final Bench bench;
    private final InboundFlow flow;
    private final PollHttpSource source;
    private final Listing listing;
    private final List<TrialDocument> documents;

    PollChecks(Bench bench, InboundFlow flow, PollHttpSource source, List<TrialDocument> documents) {
        this.bench = bench;
        this.flow = flow;
        this.source = source;
        this.listing = new Listing(source);
        this.documents = documents;
    }

    List<CheckResult> run() {
        // The very first call of a process takes longer than a trial's client waits, and would cost a scripted answer
        bench.fake().always(listing.page(List.of(), null));
        caller().step();
        List<CheckResult> results = new ArrayList<>(List.of(pagingEnd(), repeatedToken(), duplicate()));
        if (source.cursor().full() == null) {
            results.add(outOfOrder());
        }
        return results;
    }

    private PollCaller caller() {
        return new PollCaller(bench, flow, source, documents);
    }

    /** Steps until the flow is read to its end or a run ends otherwise. */
    private Step walk(PollCaller caller) {
        Step step = caller.step();
        for (int i = 0; i < MOST_STEPS && step.end() == Step.End.AGAIN; i++) {
            bench.clock().advance(step.pause());
            step = caller.step();
        }
        return step;
    }

    private CheckResult pagingEnd() {
        if (!listing.paged()) {
            return CheckResult.notApplicable(flow.name(), Check.PAGING_END, "its answers have one page");
        }
        PollCaller caller = caller();
        bench.fake().always(listing.page(List.of(), null));
        bench.fake().next(listing.page(listing.full(documents.subList(0, 1)), "page-2"));
        bench.fake().next(listing.page(documents.subList(1, documents.size()), "page-3"));
        bench.fake().next(listing.page(List.of(), null));
        Step end = walk(caller);
        int kept = caller.trial().documents().size();
        boolean asked = listing.named()
                ? bench.fake().calls().stream()
                        .anyMatch(call ->
                                call.uri().contains("page-2") || call.body().contains("page-2"))
                : bench.fake().calls().stream()
                                .map(call -> call.uri() + call.body())
                                .distinct()
                                .count()
                        > 1;
        if (end.end() != Step.End.DONE || kept != documents.size()) {
            return CheckResult.failed(
                    flow.name(), Check.PAGING_END, end.word() + " with " + kept + " of " + documents.size());
        }
        return asked
                ? CheckResult.passed(flow.name(), Check.PAGING_END, "several pages, then an end")
                : CheckResult.failed(flow.name(), Check.PAGING_END, "the second page was asked for like the first");
    }

    private CheckResult repeatedToken() {
        if (!listing.paged()) {
            return CheckResult.notApplicable(flow.name(), Check.REPEATED_TOKEN, "its answers have one page");
        }
        PollCaller caller = caller();
        List<TrialDocument> always = listing.named() ? List.of() : listing.full(documents.subList(0, 1));
        bench.fake().always(listing.page(always, "same"));
        Step end = walk(caller);
        String place = caller.trial().place();
        boolean stayed = place == null || !place.contains("\"value\":\"");
        return end.end() == Step.End.RUN_ENDED && stayed
                ? CheckResult.passed(flow.name(), Check.REPEATED_TOKEN, end.word())
                : CheckResult.failed(flow.name(), Check.REPEATED_TOKEN, end.word() + ", place " + place);
    }

    private CheckResult duplicate() {
        PollCaller caller = caller();
        bench.fake().always(caller.good());
        Step first = walk(caller);
        Step second = walk(caller);
        int kept = caller.trial().documents().size();
        return first.end() == Step.End.DONE && second.end() == Step.End.DONE && kept == documents.size()
                ? CheckResult.passed(flow.name(), Check.DUPLICATE, "read twice, kept once")
                : CheckResult.failed(
                        flow.name(),
                        Check.DUPLICATE,
                        first.word() + ", then " + second.word() + ": " + kept + " kept of " + documents.size());
    }

    private CheckResult outOfOrder() {
        List<TrialDocument> reversed = new ArrayList<>(documents);
        Collections.reverse(reversed);
        String forwards = place(documents);
        String backwards = place(reversed);
        StaleRule stale = flow.stale();
        if (!forwards.equals(backwards)) {
            return CheckResult.failed(
                    flow.name(),
                    Check.OUT_OF_ORDER,
                    "a listing in reverse order ends at " + backwards + " and not at " + forwards);
        }
        return CheckResult.passed(
                flow.name(),
                Check.OUT_OF_ORDER,
                "the cursor is the same in any order"
                        + (stale == null ? "" : "; an older " + stale.version() + " is skipped"));
    }

    private String place(List<TrialDocument> order) {
        PollCaller caller = caller();
        bench.fake().always(listing.whole(order));
        walk(caller);
        String place = String.valueOf(caller.trial().place());
        int seen = place.indexOf("\"seen\"");
        return seen < 0 ? place : place.substring(0, seen);
    }
}
