package io.tillbridge.delivery;

import io.tillbridge.partner.Reconciled;
import org.springframework.context.event.EventListener;

/** Hears from whoever polls that a reconciliation is posted. */
final class ReconciledListener {

    private final Reconciliations reconciliations;

    ReconciledListener(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @EventListener
    void on(Reconciled done) {
        reconciliations.reconciled(done);
    }
}
