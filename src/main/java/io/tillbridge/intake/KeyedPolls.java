package io.tillbridge.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.MappedPlaces;
import io.tillbridge.connector.PollHttpSource;
import io.tillbridge.message.AcceptedDocument;
import io.tillbridge.message.PulledDocuments;
import io.tillbridge.message.PulledDocuments.Place;
import io.tillbridge.partner.Answer;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.KeyedPoll;
import io.tillbridge.partner.Partners;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs the {@code forKey} of polling flows on demand, beside their schedule and without moving their cursor. */
public final class KeyedPolls implements KeyedPoll {

    private static final Duration RETRY_LATER = Duration.ofSeconds(10);

    private final ConnectionPlans plans;
    private final Partners partners;
    private final PollHttp polls;
    private final PulledDocuments documents;
    private final MappedPlaces mapped;
    private final Clock clock;

    KeyedPolls(
            ConnectionPlans plans,
            Partners partners,
            PollHttp polls,
            PulledDocuments documents,
            MappedPlaces mapped,
            Clock clock) {
        this.plans = plans;
        this.partners = partners;
        this.polls = polls;
        this.documents = documents;
        this.mapped = mapped;
        this.clock = clock;
    }

    @Override
    public Outcome run(String connection, String flow, Map<String, String> args, Duration within) {
        ConnectionPlan plan = plans.find(connection);
        InboundFlow inbound = plan == null ? null : plan.inbound().get(flow);
        if (plan == null
                || inbound == null
                || !(inbound.source() instanceof PollHttpSource source)
                || source.forKey() == null
                || !Set.copyOf(source.args()).equals(args.keySet())) {
            throw new IllegalArgumentException(
                    "no poll " + connection + "." + flow + " with a forKey of " + args.keySet());
        }
        RunningFlow running = new RunningFlow(
                connection + "." + flow + ".g" + plans.generation(connection),
                plan,
                inbound,
                ProtectedPlaces.of(inbound, mapped.of(inbound.dispatch())));
        HttpPartner partner = partners.http(plan, source.client());
        try {
            CursorState state = documents
                    .place(connection, flow)
                    .map(Place::state)
                    .map(CursorState::parse)
                    .orElse(CursorState.START);
            PollCursor cursor = new PollCursor(plan, source.cursor(), state.rested(), clock.instant());
            Function<String, @Nullable JsonNode> scope =
                    PullScope.named("args", args, cursor.scope(cursor.run(), null));
            return pages(
                    PollHttp.listing(partner, source, source.forKey()),
                    scope,
                    polls.documents(running, source),
                    System.nanoTime() + within.toNanos());
        } catch (SQLException e) {
            return new NotDone("not_stored", RETRY_LATER);
        }
    }

    private Outcome pages(
            Listing listing, Function<String, ? extends @Nullable JsonNode> scope, PolledDocuments made, long deadline)
            throws SQLException {
        PagePlace place = PagePlace.START;
        int fresh = 0;
        while (place != null) {
            if (System.nanoTime() - deadline >= 0) {
                return new NotDone("too_late", Duration.ZERO);
            }
            Answer answer = listing.ask(place, scope, 0);
            if (!(answer instanceof Answer.Ok ok)) {
                return notDone(answer);
            }
            PageTurn turn = listing.read(place, scope, ok.received());
            if (turn instanceof PageTurn.Wrong wrong) {
                return new NotDone(wrong.code(), RETRY_LATER);
            }
            PageTurn.Read read = (PageTurn.Read) turn;
            List<AcceptedDocument> accepted = new ArrayList<>();
            read.records().forEach(record -> accepted.addAll(made.of(record)));
            fresh += documents.add(accepted);
            place = read.next();
        }
        return new Done(fresh);
    }

    private static Outcome notDone(Answer answer) {
        if (answer instanceof Answer.NotCalled notCalled) {
            return new NotDone(notCalled.reason(), notCalled.pause());
        }
        if (answer instanceof Answer.RateLimited limited) {
            return new NotDone("rate_limited", limited.pause());
        }
        PullRun.Outcome outcome = PollAnswers.unsuccessful(answer, Integer.MAX_VALUE);
        return outcome instanceof PullRun.Failed failed
                ? new NotDone(failed.code(), failed.pause())
                : new NotDone("not_now", RETRY_LATER);
    }
}
