package io.tillbridge.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.mapping.Statement;
import io.tillbridge.mapping.Translation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What must hold of a mapped document before it is told; each statement is compiled once. */
final class Prechecks {

    /** The code of a failure that is the hub's own. */
    static final String FAILED = "precheck_failed";

    private final Map<OutboundFlow.Precheck, Statement> compiled = new ConcurrentHashMap<>();

    /**
     * Compiles what a flow checks.
     *
     * @throws IllegalArgumentException when a statement is not in the language; the message names it
     */
    void compile(OutboundFlow flow) {
        flow.precheck().forEach(this::statement);
    }

    private Statement statement(OutboundFlow.Precheck check) {
        return compiled.computeIfAbsent(check, one -> {
            try {
                return Statement.of(one.test(), one.with());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("precheck " + one.name() + ": " + e.getMessage(), e);
            }
        });
    }

    /** The first statement that does not hold, as an outcome; null when all hold. */
    Translation.@Nullable Untranslatable broken(List<OutboundFlow.Precheck> checks, JsonNode mapped) {
        for (OutboundFlow.Precheck check : checks) {
            String broken = statement(check).broken(mapped);
            if (broken != null) {
                return new Translation.Untranslatable(
                        FAILED, check.name(), broken + "; correct the mapping or what it reads and replay");
            }
        }
        return null;
    }
}
