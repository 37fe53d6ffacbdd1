package io.tillbridge.connector;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to get what a thin event only names. The result is dispatched like an inbound document.
 *
 * @param record where in the answer the document lies
 */
public record FetchPlan(
        String name,
        String client,
        RequestTemplate request,
        JsonPointer record,
        KeyRule key,
        @Nullable StaleRule stale,
        List<DispatchRule> dispatch,
        Map<String, ResolveRule> resolve) {

    public FetchPlan {
        dispatch = List.copyOf(dispatch);
        resolve = Map.copyOf(resolve);
    }
}
