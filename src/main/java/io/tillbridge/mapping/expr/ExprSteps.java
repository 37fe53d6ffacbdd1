package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.Parser;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What is known of the steps of one expression. Thread-safe. */
final class ExprSteps {

    /** More than an expression can have; steps that JSONata makes up while it runs are not kept without end. */
    private static final int MOST = 2_000;

    private final ConcurrentMap<Parser.Symbol, Boolean> comparing = new ConcurrentHashMap<>();

    /** Whether a step compares what the steps within it give. */
    boolean compares(Parser.Symbol step) {
        Boolean known = comparing.get(step);
        if (known != null) {
            return known;
        }
        boolean compares = told(step);
        if (comparing.size() < MOST) {
            comparing.put(step, compares);
        }
        return compares;
    }

    /** Only its text tells which operator a step is. */
    private static boolean told(Parser.Symbol step) {
        String text = step.toString();
        return text.startsWith("Infix")
                && (text.endsWith(" value==") || text.endsWith(" value=!=") || text.endsWith(" value=in"));
    }
}
