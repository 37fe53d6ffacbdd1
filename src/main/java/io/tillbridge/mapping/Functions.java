package io.tillbridge.mapping;

import io.tillbridge.platform.YamlNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every function that {@code via} knows. */
final class Functions {

    private static final Map<String, CellFunction.Factory> KNOWN = new TreeMap<>();

    static {
        KNOWN.putAll(TextFunctions.ALL);
        KNOWN.putAll(NumberFunctions.ALL);
        KNOWN.putAll(ListFunctions.ALL);
        KNOWN.putAll(TimeFunctions.ALL);
        KNOWN.putAll(TableFunctions.ALL);
    }

    private Functions() {}

    /** Compiles a call; null with a problem recorded when there is no such function or its arguments do not fit. */
    static @Nullable CellFunction compile(
            String text, YamlNode.Place place, PathParser paths, Map<String, ValueMap> valueMaps) {
        FunctionCall call;
        try {
            call = FunctionCall.parse(text);
        } catch (IllegalArgumentException e) {
            place.problem("wrong_function", text, "name(argument, name=value)", String.valueOf(e.getMessage()));
            return null;
        }
        CellFunction.Factory factory = KNOWN.get(call.name());
        if (factory == null) {
            place.problem(
                    "unknown_function",
                    "'" + call.name() + "'",
                    "one of " + new TreeSet<>(KNOWN.keySet()),
                    "use a known function, or a value map");
            return null;
        }
        Arguments arguments = new Arguments(call, place, paths, valueMaps);
        CellFunction function = factory.make(arguments);
        arguments.refuseUnread();
        return function;
    }
}
