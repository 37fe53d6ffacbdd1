package io.tillbridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.mapping.value.Allocation;
import io.tillbridge.mapping.value.Currencies;
import io.tillbridge.mapping.value.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code allocate($parent.line_items[].price)}: the share of an amount that falls to this element of the block, by the
 * weights of all elements. The shares sum to the amount exactly, by largest remainder.
 *
 * @param scale most fraction digits of a share; -1 for those of {@code currency}
 */
record AllocateFunction(
        Operand weights, int scale, @Nullable Operand currency) implements CellFunction {

    /** What the elements of one block share, so that it is split once and not for each of them. */
    record Split(@Nullable Scope block, BigDecimal amount, int scale, List<BigDecimal> parts) {

        @SuppressWarnings("ReferenceEquality") // Equal scopes would be compared document by document
        boolean holds(@Nullable Scope parent, BigDecimal value, int digits) {
            return block == parent && scale == digits && amount.compareTo(value) == 0;
        }
    }

    static CellFunction of(Arguments arguments) {
        Operand weights = arguments.operand("weights");
        int scale = arguments.integer("scale", -1);
        Operand currency = scale >= 0 ? null : arguments.path("$ccy")::read;
        if (weights == null) {
            arguments.problem("no weights", "a path to all weights", "write allocate($parent.lines[].price)");
            return (value, scope) -> value;
        }
        return new AllocateFunction(weights, scale, currency);
    }

    @Override
    public JsonNode apply(JsonNode value, Scope scope) {
        int digits =
                currency == null ? scale : Currencies.scale(currency.read(scope).asText());
        BigDecimal amount = NumberFunctions.numberOf(value);
        Split split = scope.run().split(this);
        if (split == null || !split.holds(scope.parent(), amount, digits)) {
            split = new Split(scope.parent(), amount, digits, parts(amount, digits, scope));
            scope.run().split(this, split);
        }
        return NumberFunctions.node(split.parts().get(scope.index()));
    }

    private List<BigDecimal> parts(BigDecimal amount, int digits, Scope scope) {
        JsonNode found = weights.read(scope);
        if (found.size() != scope.size() || digits < 0) {
            throw Stop.because("not_allocatable", found, "one weight for each of " + scope.size() + " elements");
        }
        if (Rounding.REJECT.apply(amount, digits) == null) {
            throw Stop.because(
                    "scale_exceeded",
                    NumberFunctions.node(amount),
                    "at most " + digits + " fraction digits; round it before allocate");
        }
        List<BigDecimal> all = new ArrayList<>(found.size());
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode weight : found) {
            all.add(NumberFunctions.numberOf(weight));
            total = total.add(all.get(all.size() - 1));
        }
        if (total.signum() == 0) {
            throw Stop.because("not_allocatable", found, "weights that do not sum to zero");
        }
        return Allocation.parts(amount, all, digits);
    }
}
