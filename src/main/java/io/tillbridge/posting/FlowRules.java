package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.EventTime;
import io.tillbridge.connector.FetchPlan;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.StaleRule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What posting needs to know of a flow, the same for an inbound flow and for a fetch's result. */
record FlowRules(
        KeyRule key,
        @Nullable StaleRule stale,
        List<DispatchRule> dispatch,
        Map<String, ResolveRule> resolve,
        @Nullable Condition tombstone,
        @Nullable EventTime eventTime) {

    private static final String FETCHED = "fetch:";
    private static final char PART = '#';

    /**
     * The rules of a flow by the name a message carries: an inbound flow, {@code fetch:<name>}, and behind {@code #} the
     * number of the dispatch row that cut a child from its parent.
     */
    static @Nullable FlowRules find(ConnectionPlan plan, String name) {
        int part = name.indexOf(PART);
        String flowName = part < 0 ? name : name.substring(0, part);
        if (flowName.startsWith(FETCHED)) {
            FetchPlan fetch = plan.fetches().get(flowName.substring(FETCHED.length()));
            return fetch == null
                    ? null
                    : new FlowRules(fetch.key(), fetch.stale(), fetch.dispatch(), fetch.resolve(), null, null);
        }
        InboundFlow flow = plan.inbound().get(flowName);
        return flow == null
                ? null
                : new FlowRules(
                        flow.key(), flow.stale(), flow.dispatch(), flow.resolve(), flow.tombstone(), flow.eventTime());
    }

    /** The flow name of children that a dispatch row cuts. */
    static String part(String flow, int row) {
        return flow + PART + row;
    }

    /** The row that cut this child; null for a document that was not cut from another. */
    DispatchRule.@Nullable Emit partOf(String flow) {
        int part = flow.indexOf(PART);
        if (part < 0) {
            return null;
        }
        int row = Integer.parseInt(flow.substring(part + 1));
        return row < dispatch.size() && dispatch.get(row).outcome() instanceof DispatchRule.Emit emit ? emit : null;
    }

    /** When the business event happened, as the flow says, or its version if that is an instant; null when nothing tells. */
    @Nullable
    Instant eventTime(JsonNode document) {
        if (eventTime != null) {
            return eventTime.of(document);
        }
        if (stale == null || !stale.type().equals("instant")) {
            return null;
        }
        try {
            return OffsetDateTime.parse(document.at(stale.version()).asText()).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
