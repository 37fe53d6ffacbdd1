package io.tillbridge.mapping.calc;

import org.jspecify.annotations.Nullable;

/** A compiled part of an expression. Values are BigDecimal, String, Boolean, a List of these (a column) or null. */
interface CalcNode {

    /**
     * The value for operands in the order of {@link CalcExpression#names()}.
     *
     * @throws CalcFailure when there is none
     */
    @Nullable
    Object value(@Nullable Object[] operands);
}
