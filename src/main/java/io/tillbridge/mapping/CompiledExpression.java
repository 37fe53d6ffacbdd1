package io.tillbridge.mapping;

import io.tillbridge.mapping.calc.CalcExpression;
import io.tillbridge.mapping.calc.CalcFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression with its operands bound to cells. */
record CompiledExpression(CalcExpression expression, List<CalcBinding> bindings) {

    CompiledExpression {
        bindings = List.copyOf(bindings);
    }

    /**
     * The value.
     *
     * @param currency learns the currency of the operands
     * @throws Stop when there is none
     */
    @Nullable
    Object value(Scope scope, CalcBinding.Currency currency) {
        @Nullable Object[] operands = new Object[bindings.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = bindings.get(i).read(scope, currency);
        }
        try {
            return expression.value(operands);
        } catch (CalcFailure failure) {
            throw Stop.because(
                    failure.code(), null, "operands that fit '" + expression + "' (" + failure.getMessage() + ")");
        }
    }
}
