package io.tillbridge.connector.language;

import com.fasterxml.jackson.core.JsonPointer;
import io.tillbridge.connector.Condition;
import io.tillbridge.connector.DispatchRule;
import io.tillbridge.connector.FileName;
import io.tillbridge.connector.FilesSource;
import io.tillbridge.connector.InboundFlow;
import io.tillbridge.connector.KeyRule;
import io.tillbridge.connector.ReceiptRule;
import io.tillbridge.connector.ResolveRule;
import io.tillbridge.connector.Source;
import io.tillbridge.connector.StaleRule;
import io.tillbridge.platform.YamlText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads one inbound flow. */
final class InboundReader {

    private static final Duration KEEP = Duration.ofDays(14);

    private static final Map<String, BiFunction<Section, Names, Source>> SOURCES = Map.ofEntries(
            Map.entry("files-in", FilesReader::read),
            Map.entry("poll-http", PollReader::read),
            Map.entry("jdbc-in", JdbcReader::read),
            Map.entry("jms-in", JmsReader::read),
            Map.entry("kafka-in", KafkaReader::read),
            Map.entry("webhook-in", (source, names) -> WebhookReader.read(source)));

    private InboundReader() {}

    /**
     * Names that a flow may refer to.
     *
     * @param kinds the clients' kinds as written
     */
    record Names(
            Set<String> clients,
            Map<String, String> kinds,
            Set<String> graphqlClients,
            Set<String> flows,
            DispatchReader.Targets targets) {}

    static InboundFlow read(String name, Section flow, Names names) {
        Source source = source(flow, names);
        FileName file = source instanceof FilesSource files ? files.name() : null;
        ReceiptRule receipt = receipt(flow, file);
        KeyRule key = key(flow, file);
        List<DispatchRule> dispatch = DispatchReader.read(flow, names.targets());
        Map<String, ResolveRule> resolve = ResolveReader.read(flow, false);
        Condition tombstone = ConditionReader.optional(flow, "tombstone");
        Set<String> headers = new TreeSet<>();
        for (YamlText header : flow.texts("headers")) {
            headers.add(header.value().toLowerCase(Locale.ROOT));
        }
        Headers.of(key, headers);
        if (receipt != null) {
            Headers.of(receipt.key(), headers);
        }
        if (tombstone != null) {
            Headers.of(tombstone, headers);
        }
        dispatch.forEach(rule -> Headers.of(rule.when(), headers));
        YamlText reconciles = flow.scalar("reconciles");
        if (reconciles != null) {
            flow.reading().defined(reconciles.place(), "flow", reconciles.value(), names.flows());
        }
        InboundFlow read = new InboundFlow(
                name,
                source,
                receipt,
                key,
                stale(flow),
                dispatch,
                resolve,
                tombstone,
                headers,
                reconciles == null ? null : reconciles.value(),
                EventTimeReader.read(flow));
        flow.close();
        return read;
    }

    /** The key of a flow's or fetch's documents; without one nothing has an order or a story. */
    static KeyRule key(Section flow) {
        return key(flow, null);
    }

    private static KeyRule key(Section flow, @Nullable FileName file) {
        if (!flow.has("key")) {
            flow.missing("key", "the business key, such as {pointer: /id}");
        }
        KeyRule key = over(flow, file);
        return key == null ? new KeyRule.Pointers(List.of()) : key;
    }

    /** A key over the record and, for files, the parts of the file's name. */
    private static @Nullable KeyRule over(Section section, @Nullable FileName file) {
        KeyRule key = KeyReader.inbound(section, "key", file == null ? Roots.RECORD : Roots.FILE_RECORD);
        if (file != null && key instanceof KeyRule.FromTemplate from) {
            FilesReader.check(section, "key", from.template(), file);
        }
        return key;
    }

    static @Nullable StaleRule stale(Section flow) {
        Section stale = flow.optional("stale");
        if (stale == null) {
            return null;
        }
        Section version = stale.required("version", "{pointer: /POINTER, type: instant|int}");
        StaleRule rule = null;
        if (version != null) {
            JsonPointer pointer = version.pointer("pointer");
            String type = version.word("type", ConditionReader.words("instant", "int"));
            version.close();
            rule = new StaleRule(pointer, type == null ? "instant" : type);
        }
        stale.close();
        return rule;
    }

    private static Source source(Section flow, Names names) {
        Section source = flow.required("source", "{kind: webhook-in|poll-http|files-in|jdbc-in|jms-in|kafka-in, ...}");
        BiFunction<Section, Names, Source> kind = source == null ? null : source.word("kind", SOURCES);
        if (source == null || kind == null) {
            return Unread.SOURCE;
        }
        Source read = kind.apply(source, names);
        source.close();
        return read;
    }

    private static @Nullable ReceiptRule receipt(Section flow, @Nullable FileName file) {
        Section receipt = flow.optional("receipt");
        if (receipt == null) {
            return null;
        }
        if (!receipt.has("key")) {
            receipt.missing("key", "the sender's delivery id");
        }
        KeyRule key = over(receipt, file);
        Duration keep = receipt.duration("keep", KEEP);
        Duration retries = receipt.optionalDuration("retriesFor");
        if (retries != null && keep.compareTo(retries) <= 0) {
            receipt.placeOf(receipt.has("keep") ? "keep" : "retriesFor")
                    .problem(
                            "keep_below_retries",
                            keep + " kept",
                            "longer than the sender's retries of " + retries,
                            "keep receipts longer than the sender retries");
        }
        receipt.close();
        return new ReceiptRule(key == null ? new KeyRule.Pointers(List.of()) : key, keep, retries);
    }
}
