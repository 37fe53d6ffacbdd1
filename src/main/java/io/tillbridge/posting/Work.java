package io.tillbridge.posting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillbridge.canonical.CanonicalEvent;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.ConnectionPlan;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.mapping.MappingIdentity;
import io.tillbridge.message.ReadyDocument;
import io.tillbridge.message.Stamp;
import io.tillbridge.orders.OrderKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One document's way through a batch. Filled step by step by the stages of a batch and read by the next; used by one
 * thread. As soon as it has a verdict the later steps pass it by.
 */
final class Work {

    final ReadyDocument ready;

    @Nullable
    Verdict verdict;

    @Nullable
    String businessKey;

    @Nullable
    Route route;

    @Nullable
    Translated translated;

    Map<String, JsonNode> resolved = new HashMap<>();

    /** The order that a fact belongs to; null as long as that is not known, and for facts of none. */
    @Nullable
    OrderKey order;

    @Nullable
    Stamp stamp;

    @Nullable
    Instant eventTime;

    Work(ReadyDocument ready) {
        this.ready = ready;
    }

    /** Where the document belongs: its connection's plan, its parsed form and what it is to become. */
    record Route(
            ConnectionPlan plan,
            int generation,
            JsonNode document,
            EventType event,
            String mapping,
            Map<String, ResolveRule> resolve) {}

    /** The canonical event, as JSON and as the books read it. */
    record Translated(
            MappingIdentity mapping,
            ObjectNode body,
            String json,
            @SuppressWarnings("ArrayRecordComponent") byte[] contentHash,
            CanonicalEvent event,
            String factKey) {}

    boolean open() {
        return verdict == null;
    }
}
