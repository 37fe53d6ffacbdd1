package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One expression of {@code expr}: compiled once by JSONata, evaluated in a fresh frame within 100 ms and 100 steps of depth,
 * without decimals, time, chance and regular expressions that backtrack. Thread-safe.
 */
public final class ExprExpression {

    private static final int SHOWN = 120;

    private final String text;
    private final ExprText facts;
    private final Jsonata jsonata;
    private final ExprSteps steps = new ExprSteps();

    private ExprExpression(String text, ExprText facts, Jsonata jsonata) {
        this.text = text;
        this.facts = facts;
        this.jsonata = jsonata;
    }

    /**
     * Compiles an expression.
     *
     * @param known names of the values it may read with {@code $}
     * @throws ExprRefused when it is not in the language; the message says where and why
     */
    public static ExprExpression of(String text, Set<String> known) throws ExprRefused {
        ExprText facts = ExprText.of(text, known);
        try {
            Jsonata jsonata = Jsonata.jsonata(text);
            jsonata.setValidateInput(false);
            jsonata.setOutputConvertNulls(false);
            ExprFunctions.register(jsonata);
            return new ExprExpression(text, facts, jsonata);
        } catch (JException e) {
            throw ExprRefused.unreadable(shown(e), e.getLocation() - 1);
        } catch (RuntimeException | StackOverflowError e) {
            throw ExprRefused.unreadable("JSONata cannot read it", 0);
        }
    }

    /** The values it reads with {@code $}, of those it may read. */
    public Set<String> variables() {
        return facts.variables();
    }

    /** The paths it names, as {@code from} writes them: what follows a filter or stands in a text is not among them. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        for (ExprText.Chain chain : facts.paths()) {
            if (chain.names().stream().noneMatch(name -> name.isEmpty() || name.contains("'"))) {
                List<String> quoted =
                        chain.names().stream().map(name -> "'" + name + "'").toList();
                paths.add((chain.head().isEmpty() ? "" : "$" + chain.head() + ".") + String.join(".", quoted));
            }
        }
        return paths;
    }

    /**
     * The value.
     *
     * @param element the document or a block's element; the context and {@code $$} of the expression
     * @param variables the values of {@link #variables()}
     * @return a MissingNode when there is none
     * @throws ExprFailure when it cannot be calculated or would take too much
     */
    public JsonNode value(JsonNode element, Map<String, JsonNode> variables) {
        Jsonata.Frame frame = jsonata.createFrame();
        variables.forEach((name, value) -> {
            if (!value.isMissingNode()) {
                frame.bind(name, ExprValues.read(value));
            }
        });
        ExprGuard.enter(frame, steps);
        try {
            @Nullable Object result = jsonata.evaluate(ExprValues.read(element), frame);
            ExprGuard.ended();
            ExprSize.check(result, false);
            return ExprValues.write(result);
        } catch (RuntimeException e) {
            throw failure(e);
        } catch (StackOverflowError e) {
            throw new ExprFailure("expr_too_deep", "too many steps within each other", "a simpler expression");
        } finally {
            ExprGuard.leave();
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private static ExprFailure failure(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Stopped stopped) {
                return stopped.failure();
            }
        }
        return new ExprFailure(
                "expr_failed",
                thrown instanceof JException told
                        ? shown(told)
                        : thrown.getClass().getSimpleName(),
                "values that fit the expression");
    }

    private static String shown(JException e) {
        String message = String.valueOf(e.getMessage()).replace(" Object ", " function ");
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }
}
