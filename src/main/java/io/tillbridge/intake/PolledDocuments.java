package io.tillbridge.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tillbridge.connector.Conditions;
import io.tillbridge.connector.PolledRecords;
import io.tillbridge.message.AcceptedDocument;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Makes the documents of a listing's records: cuts them, and leaves out and counts those that the connector does not want. */
final class PolledDocuments {

    private final RecordDocuments records;
    private final PolledRecords rule;
    private final Clock clock;
    private final Counter filtered;
    private final boolean whole;

    /**
     * Documents of one flow.
     *
     * @param whole each run reads everything: a record is recognised by what the last read saw, not by a receipt
     */
    PolledDocuments(
            RunningFlow flow,
            RecordDocuments records,
            PolledRecords rule,
            boolean whole,
            MeterRegistry meters,
            Clock clock) {
        this.records = records;
        this.rule = rule;
        this.whole = whole;
        this.clock = clock;
        this.filtered = Counter.builder("tillbridge.poll.filtered")
                .description("Polled records that the connector's where leaves out")
                .tag("connection", flow.connection().id())
                .tag("flow", flow.flow().name())
                .register(meters);
    }

    /** The documents of one record, in its order. */
    List<AcceptedDocument> of(JsonNode record) {
        List<AcceptedDocument> documents = new ArrayList<>();
        for (JsonNode document : cut(record)) {
            if (rule.where() != null && !Conditions.holds(rule.where(), document)) {
                filtered.increment();
            } else {
                documents.add(document(document));
            }
        }
        return documents;
    }

    /** The document itself, neither cut nor left out. */
    AcceptedDocument document(JsonNode document) {
        if (whole) {
            return records.of(document, clock.instant()).withoutReceipt();
        }
        // A record without a delivery id and a version is recognised by what it says, its cursor value included
        return records.of(document, clock.instant(), "record:" + RecordDocuments.hash(document));
    }

    private List<JsonNode> cut(JsonNode record) {
        JsonPointer each = rule.each();
        if (each == null) {
            return List.of(record);
        }
        List<JsonNode> documents = new ArrayList<>();
        JsonNode rest = rule.as() == null ? record : without(record, each);
        for (JsonNode element : record.at(each)) {
            documents.add(rule.as() == null ? element : under(element, rule.as(), rest));
        }
        return documents;
    }

    private static JsonNode without(JsonNode record, JsonPointer list) {
        JsonNode copy = record.deepCopy();
        if (copy.at(list.head()) instanceof ObjectNode holder) {
            holder.remove(list.last().getMatchingProperty());
        }
        return copy;
    }

    private static JsonNode under(JsonNode element, String as, JsonNode rest) {
        ObjectNode document = element.isObject()
                ? element.deepCopy()
                : IntakeJson.MAPPER.createObjectNode().set("value", element);
        return document.set(as, rest);
    }
}
