package io.tillbridge.mapping;

/**
 * A statement about the finished result.
 *
 * @param error a result that breaks it is untranslatable; else it is a warning
 */
record CompiledAssert(String name, boolean error, CompiledExpression expression) {

    void run(Scope scope) {
        String found;
        try {
            Object value = expression.value(scope, new CalcBinding.Currency());
            if (Boolean.TRUE.equals(value)) {
                return;
            }
            found = "it does not hold";
        } catch (Stop stop) {
            found = stop.code();
        }
        if (error) {
            throw Stop.because("assert_failed", null, "'" + expression.expression() + "' to hold (" + found + ")")
                    .at("asserts." + name, null, false);
        }
        scope.run()
                .warn(name + ": '" + expression.expression() + "' "
                        + (found.startsWith("it") ? "does not hold" : found));
    }
}
