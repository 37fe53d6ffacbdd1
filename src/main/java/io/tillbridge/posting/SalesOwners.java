package io.tillbridge.posting;

import io.tillbridge.canonical.Sale;
import io.tillbridge.canonical.SaleVoided;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ConnectionPlans;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Whose word on completed sales counts: the connections with {@code owns: [sales]}; where there is none, everybody's. A sale
 * that another tells is compared with the owner's and never applied. Without owners nothing is asked of the database.
 */
@Component
final class SalesOwners {

    private static final String WORD = "sales";

    private final ConnectionPlans plans;

    SalesOwners(ConnectionPlans plans) {
        this.plans = plans;
    }

    /** Skips sales of those who do not own them, and compares. */
    void apply(Connection tx, List<Work> works, Effects effects) throws SQLException {
        Set<String> owners = new TreeSet<>();
        for (ConnectionPlan plan : plans.all()) {
            if (plan.owns().contains(WORD)) {
                owners.add(plan.id());
            }
        }
        if (owners.isEmpty()) {
            return;
        }
        List<ForeignSales.Told> foreign = new ArrayList<>();
        List<ForeignSales.Told> owned = new ArrayList<>();
        for (Work work : works) {
            if (work.open() && work.translated != null && work.translated.event() instanceof Sale sale) {
                ForeignSales.Told told = new ForeignSales.Told(
                        work.translated.factKey(),
                        work.ready.document().messageId(),
                        work.ready.document().connection(),
                        sale);
                if (owners.contains(told.connection())) {
                    owned.add(told);
                } else {
                    work.verdict = new Verdict.Skipped("not_owner");
                    foreign.add(told);
                }
            } else if (work.open()
                    && work.translated != null
                    && work.translated.event() instanceof SaleVoided
                    && !owners.contains(work.ready.document().connection())) {
                work.verdict = new Verdict.Skipped("not_owner");
            }
        }
        ForeignSales.compare(tx, owners, foreign, owned, effects);
        ForeignSales.again(tx, owned, effects);
    }
}
