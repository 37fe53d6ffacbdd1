package io.tillbridge.mapping.expr;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of JSONata that takes what it is given as it is: arguments of the number it has need none of the comparing
 * with its signature, which JSONata does by a regular expression at every call. Others it checks as ever.
 */
final class ExprArguments extends Jsonata.JFunction {

    private static final List<ExprArguments> ALL = List.of(
            new ExprArguments("append", "<xx:a>", "append", 2, false),
            new ExprArguments("not", "<x-:b>", "not", 1, false),
            new ExprArguments("boolean", "<x-:b>", "toBoolean", 1, false),
            new ExprArguments("exists", "<x:b>", "exists", 1, false),
            new ExprArguments("keys", "<x-:a<s>>", "keys", 1, false),
            new ExprArguments("count", "<a:n>", "count", 1, true));

    private final String name;
    private final int number;
    private final boolean lists;

    /**
     * As JSONata defines it.
     *
     * @param number of its arguments
     * @param lists whether the argument must be a list or nothing
     */
    private ExprArguments(String name, String signature, String method, int number, boolean lists) {
        super(name, signature, Functions.class, null, method);
        this.name = name;
        this.number = number;
        this.lists = lists;
    }

    /** Gives an expression these functions. */
    static void register(Jsonata expression) {
        ALL.forEach(function -> expression.registerFunction(function.name, function));
    }

    @Override
    public @Nullable Object validate(@Nullable Object arguments, @Nullable Object context) {
        if (arguments instanceof List<?> all && all.size() == number && (!lists || listed(all.get(0)))) {
            return new ArrayList<>(all);
        }
        return super.validate(arguments, context);
    }

    private static boolean listed(@Nullable Object argument) {
        return argument == null || argument instanceof List;
    }
}
