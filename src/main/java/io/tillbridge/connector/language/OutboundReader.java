package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.canonical.EventType;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.ErrorRule;
import io.tillbridge.connector.FileSend;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.OutboundCall;
import io.tillbridge.connector.OutboundFlow;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one outbound flow. */
final class OutboundReader {

    private static final Duration GIVE_UP = Duration.ofDays(3);
    private static final KeyRule NO_KEY = new KeyRule.Fields(List.of());

    private OutboundReader() {}

    static OutboundFlow read(String name, Section written, String connection, InboundReader.Names names) {
        EventType accepts = Events.read(written, "accepts", EventType.Direction.OUT);
        Section flow = written.telling(
                new Told(accepts, Set.copyOf(written.map().map("resolve").keys()), ""));
        YamlText mapping = flow.scalar("mapping");
        if (mapping == null) {
            flow.missing("mapping", "the subject of a mapping, such as shopify.inventory_set");
        }
        if (!flow.has("key")) {
            flow.missing("key", "the lane's key, such as {fields: [sku, location]}");
        }
        KeyRule key = KeyReader.lane(flow, accepts);
        SendReader.Read call = call(flow, names, accepts, key == null ? NO_KEY : key, connection);
        Map<String, ResolveRule> resolve = ResolveReader.read(flow, true);
        OutboundFlow.Collapse collapse = collapse(flow);
        OutboundFlow.Idempotency idempotency = idempotency(flow, call.call());
        OutboundFlow.ItemResults items = null;
        List<ErrorRule> itemErrors = List.of();
        OutboundFlow.Reply reply = OutboundFlow.Reply.NOTHING;
        Section result = flow.optional("result");
        if (result != null) {
            Section section = result.optional("items");
            boolean listed = section != null && section.has("results");
            items = section == null || listed ? null : items(section);
            reply = ReplyReader.read(result, listed ? section : null, collapse);
            itemErrors = ErrorReader.item(result);
            if (items == null && !listed && itemErrors.stream().anyMatch(row -> ConditionReader.always(row.when()))) {
                result.placeOf("errors")
                        .problem(
                                "matches_success",
                                "a row that matches every answer",
                                "conditions on the body, or items that failed",
                                "name what makes an answer an error");
            }
            ReplyReader.reconciles(result, itemErrors, names);
            result.close();
        }
        Condition when = ConditionReader.optional(flow, "when");
        OutboundFlow read = new OutboundFlow(
                name,
                connection + "." + name,
                accepts == null ? Set.of() : Set.of(accepts),
                mapping == null ? "" : Events.subject(mapping),
                key == null ? NO_KEY : key,
                call.client(),
                call.call(),
                collapse,
                resolve,
                idempotency,
                items,
                itemErrors,
                when,
                flow.duration("giveUpAfter", GIVE_UP),
                reply,
                ReplyReader.prechecks(flow),
                echo(flow, accepts),
                ReplyReader.confirm(flow, names),
                AudienceReader.read(flow, accepts));
        flow.close();
        return read;
    }

    /** What is called: a request of an API unless the flow has {@code send}. */
    private static SendReader.Read call(
            Section flow, InboundReader.Names names, @Nullable EventType accepts, KeyRule key, String connection) {
        flow.only(false, "request", "send");
        Section send = flow.optional("send");
        if (send != null) {
            return SendReader.read(send, names, accepts, key, connection);
        }
        String client = ClientReader.name(flow, names.clients(), Set.of("http"));
        return new SendReader.Read(
                client,
                RequestReader.required(
                        flow, "request", Roots.OUTBOUND, names.graphqlClients().contains(client) || client.isEmpty()));
    }

    private static OutboundFlow.@Nullable Collapse collapse(Section flow) {
        Section collapse = flow.optional("collapse");
        if (collapse == null) {
            return null;
        }
        collapse.word("keep", ConditionReader.words("latest"));
        OutboundFlow.Collapse read = new OutboundFlow.Collapse(
                collapse.duration("window", Duration.ZERO), collapse.integer("max", 1, 1, 10_000));
        collapse.close();
        return read;
    }

    private static OutboundFlow.Idempotency idempotency(Section flow, OutboundCall call) {
        Section section = flow.required("idempotency", "{header: NAME, key: {uuid5: [...]}}");
        if (section == null) {
            return new OutboundFlow.Idempotency(null, NO_KEY);
        }
        String header = section.optionalText("header");
        if (!section.has("key")) {
            section.missing("key", "{uuid5: [connection.id, batch.id]} or {template: ...}");
        }
        KeyRule key = KeyReader.idempotency(section, "key");
        boolean sent = header != null
                || call instanceof FileSend
                || Arguments.placeholders(call).contains("idempotency.key");
        if (!sent) {
            section.place()
                    .problem(
                            "idempotency_not_sent",
                            "a key that no part of the call carries",
                            "a header, or $(idempotency.key) in the request",
                            "name the header that carries it");
        }
        section.close();
        return new OutboundFlow.Idempotency(header, key == null ? NO_KEY : key);
    }

    private static @Nullable Duration echo(Section flow, @Nullable EventType accepts) {
        Section echo = flow.optional("echo");
        if (echo == null) {
            return null;
        }
        if (accepts != null && accepts != EventType.AVAILABILITY) {
            echo.place().problem("too_many", "echo with " + accepts, "echo with availability only", "remove it");
        }
        Duration window = echo.duration("window", Duration.ofMinutes(10));
        echo.close();
        return window;
    }

    private static OutboundFlow.ItemResults items(Section items) {
        JsonPointer errors = items.pointer("errors");
        JsonPointer index = items.pointer("index");
        items.optionalWord("rest", ConditionReader.words("resend"));
        items.close();
        return new OutboundFlow.ItemResults(errors, index);
    }
}
