package io.tillbridge.connector;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One kind of document that a system sends or is asked for.
 *
 * @param dispatch what becomes of a document: the first rule whose condition holds; one rule for a flow that only emits
 * @param headers names of the inbound headers that are kept, lower case; all others are dropped
 * @param reconciles the flow whose missed documents this one finds
 * @param eventTime when it happened; null: the version says, when it is an instant
 */
public record InboundFlow(
        String name,
        Source source,
        @Nullable ReceiptRule receipt,
        KeyRule key,
        @Nullable StaleRule stale,
        List<DispatchRule> dispatch,
        Map<String, ResolveRule> resolve,
        @Nullable Condition tombstone,
        Set<String> headers,
        @Nullable String reconciles,
        @Nullable EventTime eventTime) {

    public InboundFlow {
        dispatch = List.copyOf(dispatch);
        resolve = Map.copyOf(resolve);
        headers = Set.copyOf(headers);
    }

    /** A flow whose documents say by their version alone when they happened. */
    public InboundFlow(
            String name,
            Source source,
            @Nullable ReceiptRule receipt,
            KeyRule key,
            @Nullable StaleRule stale,
            List<DispatchRule> dispatch,
            Map<String, ResolveRule> resolve,
            @Nullable Condition tombstone,
            Set<String> headers,
            @Nullable String reconciles) {
        this(name, source, receipt, key, stale, dispatch, resolve, tombstone, headers, reconciles, null);
    }
}
