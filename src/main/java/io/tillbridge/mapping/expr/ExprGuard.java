package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Watches one evaluation at every step: how many steps it takes and how long, how deep they are nested, how much it makes,
 * and that no decimal is compared. The functions say what they cost between two steps. JSONata's own bounds know only the
 * clock and the depth; by the clock alone a pause of the machine would fail a document that it translates on another day.
 */
final class ExprGuard {

    /** Of processor time of the thread. */
    private static final long NANOS = 100_000_000;

    private static final int STEPS = 50_000;
    private static final int DEPTH = 100;
    /** Steps between two looks at the clock, where no step makes a list or an object: asking takes longer than a step. */
    private static final int OFTEN = 16;

    /** Characters that all steps together may make; an element of a list counts as 16. */
    private static final long MADE = 4_000_000;

    private static final int ELEMENT = 16;
    /** Characters that functions may look at. */
    private static final long LOOKED_AT = 20_000_000;

    private static final ThreadLocal<@Nullable ExprGuard> CURRENT = new ThreadLocal<>();

    private final ExprSteps known;
    private final long start = System.nanoTime();
    private final ExprTime time = ExprTime.at(start);
    private final Deque<Parser.Symbol> open = new ArrayDeque<>();
    private int steps;
    private long made;
    private long lookedAt;

    private ExprGuard(ExprSteps known) {
        this.known = known;
    }

    /** Watches what is evaluated in this frame, on this thread, until {@link #leave}. */
    static void enter(Jsonata.Frame frame, ExprSteps known) {
        ExprGuard guard = new ExprGuard(known);
        frame.setEvaluateEntryCallback((step, input, environment) -> guard.begin(step));
        frame.setEvaluateExitCallback((step, input, environment, result) -> guard.end(result));
        CURRENT.set(guard);
    }

    /** The evaluation has ended: its last steps count too. */
    static void ended() {
        Objects.requireNonNull(CURRENT.get()).inTime();
    }

    static void leave() {
        CURRENT.remove();
    }

    /** A function is about to look at so many characters or elements, or pairs of them. */
    static void spend(long work) {
        ExprGuard guard = Objects.requireNonNull(CURRENT.get());
        guard.lookedAt += work;
        if (guard.lookedAt > LOOKED_AT) {
            throw Stopped.tooLarge("more work than functions may do for one cell");
        }
        guard.inTime();
    }

    /** A function is about to make so many characters. */
    static void make(long characters) {
        Objects.requireNonNull(CURRENT.get()).count(characters);
    }

    /** A function is about to make an element of a list. */
    static void makeElement() {
        make(ELEMENT);
    }

    private void begin(Parser.Symbol step) {
        open.push(step);
        if (++steps > STEPS) {
            throw tooLong("more than " + STEPS + " steps");
        }
        if (open.size() > DEPTH) {
            throw Stopped.because(
                    "expr_too_deep",
                    "more than " + DEPTH + " steps within each other",
                    "an expression without recursion; go over lists with $map and $reduce");
        }
        if (steps % OFTEN == 0) {
            inTime();
        }
    }

    private void end(@Nullable Object result) {
        open.pop();
        if (result instanceof String text) {
            count(text.length());
        } else if (result instanceof Number number) {
            ExprValues.whole(number);
        } else if (result instanceof List<?> || result instanceof Map<?, ?>) {
            composed(result);
        }
    }

    private void composed(Object result) {
        inTime();
        Parser.Symbol around = open.peek();
        boolean compared = around != null && known.compares(around);
        if (result instanceof Dec) {
            if (compared) {
                throw Stopped.decimal();
            }
            return;
        }
        if (result instanceof List<?> list) {
            count((long) ELEMENT * list.size());
        }
        ExprSize.check(result, compared);
    }

    private void count(long size) {
        made += size;
        if (made > MADE) {
            throw Stopped.tooLarge("more than " + MADE + " characters made for one cell");
        }
    }

    /** What others do to the machine meanwhile does not count. */
    private void inTime() {
        if (time.over(start, NANOS)) {
            throw tooLong("more than 100 ms");
        }
    }

    private static Stopped tooLong(String found) {
        return Stopped.because("expr_too_long", found, "an expression that does less");
    }
}
