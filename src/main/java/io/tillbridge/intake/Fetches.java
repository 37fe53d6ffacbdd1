package io.tillbridge.intake;

import io.tillbridge.connector.Budget;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.message.FetchQueue;
import io.tillbridge.message.FetchQueue.Job;
import io.tillbridge.partner.Admission;
import io.tillbridge.partner.HttpPartner;
import io.tillbridge.partner.Partners;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Gets what thin events only name, one at a time and only when the partner may be called at once. Everything it knows is
 * in the message table.
 *
 * <p>States of a message in {@code fetching}, and what a crash leaves:
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>row</th><th>after a crash here</th></tr>
 * <tr><td>due</td><td>{@code due_at} is past, no claim</td><td>claimed at the next look, by any node</td></tr>
 * <tr><td>admitted</td><td>the same; only this process knows</td><td>the same</td></tr>
 * <tr><td>claimed, not called</td><td>{@code lease_until} ahead, {@code attempts} counted</td>
 *     <td>claimed again when the claim has ended</td></tr>
 * <tr><td>called, no outcome written</td><td>the same</td>
 *     <td>called again when the claim has ended; a fetch changes nothing at the partner</td></tr>
 * <tr><td>waiting</td><td>{@code due_at} ahead, no claim</td><td>due at its time</td></tr>
 * <tr><td>fetched</td><td>parent {@code posted}, child {@code accepted}: one transaction</td>
 *     <td>the child is posted at the ready port's next look</td></tr>
 * <tr><td>given up</td><td>{@code dead}, dead letter filed: one transaction</td><td>nothing to do</td></tr>
 * </table>
 *
 * <p>A claim is longer than a call can last and is not renewed: a holder that was stopped for so long that its call could
 * outlive the claim does not begin it. So no fetch is under way twice, except with a partner that sends its answer's
 * headers byte by byte; then the older claim's outcome does not count.
 */
public final class Fetches {

    /** Fetches under way at once through a client whose budget says nothing about it. */
    private static final int AT_ONCE = 4;

    private final FetchQueue queue;
    private final FetchSettlement settlement;
    private final FetchCalls calls;
    private final ConnectionPlans plans;
    private final Partners partners;

    Fetches(FetchQueue queue, FetchSettlement settlement, ConnectionPlans plans, Partners partners) {
        this.queue = queue;
        this.settlement = settlement;
        this.calls = new FetchCalls(queue, settlement);
        this.plans = plans;
        this.partners = partners;
    }

    /** The turns of a connection: one for each client that it fetches through, at least one. */
    List<FetchTurn> turns(String connection) {
        ConnectionPlan plan = plans.find(connection);
        if (plan == null || plan.fetches().isEmpty()) {
            return List.of(new FetchTurn(connection, null));
        }
        return plan.fetches().values().stream()
                .map(FetchPlan::client)
                .distinct()
                .map(client -> new FetchTurn(connection, client))
                .toList();
    }

    /**
     * How many of the named fetches are of a turn; at least one, because those of another client may stand before its own.
     */
    int due(FetchTurn turn, List<String> names) {
        ConnectionPlan plan = plans.find(turn.connection());
        Map<String, FetchPlan> known = plan == null ? Map.of() : plan.fetches();
        long own = names.stream()
                .map(known::get)
                .filter(fetch -> fetch != null && fetch.client().equals(turn.client()))
                .count();
        return Math.max(1, Math.toIntExact(own));
    }

    /** Fetches of a turn that may be under way at once. */
    int atOnce(FetchTurn turn) {
        ConnectionPlan plan = plans.find(turn.connection());
        Budget budget = plan == null || turn.client() == null || !plan.clients().containsKey(turn.client())
                ? null
                : plan.clients().get(turn.client()).budget();
        return budget == null || budget.concurrency() <= 0 ? AT_ONCE : budget.concurrency();
    }

    /**
     * The step of the {@code fetch} route: one fetch.
     *
     * @throws SQLException the outcome was not written; the claim ends by itself
     * @throws DataAccessException the database is away; nothing was claimed
     */
    public FetchStep next(FetchTurn turn) throws SQLException {
        ConnectionPlan connection = plans.find(turn.connection());
        if (connection == null || turn.client() == null || !connection.clients().containsKey(turn.client())) {
            return abandon(turn, connection);
        }
        HttpPartner client = partners.http(connection, turn.client());
        if (client.gate().admit() instanceof Admission.NotYet notYet) {
            return new FetchStep.NotYet(notYet.pause());
        }
        return calls.take(connection, client);
    }

    /** Gives up a fetch that the configuration does not know, because connection or fetch were removed. */
    private FetchStep abandon(FetchTurn turn, @Nullable ConnectionPlan connection) {
        Set<String> known = connection == null ? Set.of() : connection.fetches().keySet();
        Optional<Job> claimed = queue.claim(turn.connection(), known, FetchCalls.MARGIN);
        if (claimed.isEmpty()) {
            return new FetchStep.NoneDue();
        }
        settlement.unknown(claimed.get(), FetchArguments.of(claimed.get()).fetch());
        return new FetchStep.Settled();
    }
}
