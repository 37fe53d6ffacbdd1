package io.tillbridge.partner;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** Where budgets are kept that several callers share. */
interface BudgetBook {

    /** Gives back, tells and takes, as one step that no other caller comes between. */
    BudgetGrant settle(BudgetAsk ask) throws SQLException;

    /** Nobody calls under this budget for so long from now on; a later end that is known already stays. */
    void close(String name, Duration pause) throws SQLException;

    /** The budgets under which nobody may call now, with the time left. */
    Map<String, Duration> closed() throws SQLException;

    /** How long permits of a budget with this period may be used after they were asked for; zero: only at once. */
    Duration usable(Duration per);

    /** Nanoseconds that only grow, by which leases end. */
    long nanoTime();
}
