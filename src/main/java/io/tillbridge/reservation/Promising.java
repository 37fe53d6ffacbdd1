package io.tillbridge.reservation;

import io.tillbridge.stock.PromiseRules;
import io.tillbridge.stock.SafetyStock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** By what rules stock is promised. */
@Component
public final class Promising {

    private final SafetyStock safetyStock;
    private final PromiseRules rules;

    @Autowired
    public Promising(SafetyStock safetyStock, PromiseRules rules) {
        this.safetyStock = safetyStock;
        this.rules = rules;
    }

    /** Nothing but safety stock is kept back. */
    public Promising(SafetyStock safetyStock) {
        this(safetyStock, PromiseRules.of(safetyStock));
    }

    SafetyStock safetyStock() {
        return safetyStock;
    }

    PromiseRules rules() {
        return rules;
    }
}
