package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first mapping of a source document: a row for each cell whose name is found in the sample. A cell that must be there
 * and was not found is a row too, with a comment that says so: its samples are red until somebody names the member.
 */
public final class InboundMapping {

    private final String system;
    private final Kind kind;
    private final String subject;
    private final Members record;
    private final RecordRows rows;
    private final String file;
    private final @Nullable Member id;
    private final @Nullable Member version;
    private final @Nullable Member changed;

    /**
     * Drafts the mapping.
     *
     * @param document the sample as the flow delivers it
     * @param stateWords all codes of its state that a description names
     */
    public InboundMapping(
            String system, String subject, Kind kind, JsonNode document, List<String> stateWords, Notes notes) {
        this.system = system;
        this.kind = kind;
        this.subject = subject;
        this.record = Envelope.record(kind, document);
        this.file = "mappings/" + system + "/" + subject + "/V001__first.mapping.yaml";
        this.id = record.own(kind == Kind.SNAPSHOT ? CellNames.SKU : CellNames.ids(kind))
                .or(() -> record.any(CellNames.SKU))
                .orElse(null);
        this.version = record.any(
                        CellNames.VERSION, value -> Values.version(value).isPresent())
                .orElse(null);
        this.changed = record.any(
                        CellNames.CHANGED, value -> Values.changed(value).isPresent())
                .orElse(null);
        this.rows = new RecordRows(system, kind, record, file, id, version, stateWords, notes);
        List<String> unread = Unread.of(document, read());
        if (!unread.isEmpty()) {
            notes.notTakenOver(file + ": no row reads " + String.join(", ", unread));
        }
    }

    public Kind kind() {
        return kind;
    }

    public String subject() {
        return system + "." + subject;
    }

    public String file() {
        return file;
    }

    /** Where the record's id is; {@code /id} when the sample has none. */
    public String key() {
        return id == null ? "/id" : id.pointer();
    }

    /** Where it says its version; null when it does not. */
    public @Nullable Member version() {
        return version;
    }

    /** Where it says when it changed; null when it does not. */
    public @Nullable Member changed() {
        return changed;
    }

    /** A cursor's type for a version or a time of change. */
    static String type(Member version) {
        return Values.version(version.value()).orElse("instant").replaceFirst(",.*", "");
    }

    /** References to look up, by name, as the connector writes them. */
    public Map<String, String> resolve() {
        Map<String, String> resolve = new LinkedHashMap<>();
        Member location = rows.location();
        if (location != null) {
            resolve.put(
                    "location",
                    "{xref: " + system + ".location, by: {pointer: " + location.pointer() + "}, missing: hold}");
        }
        return resolve;
    }

    /** Settings that the mapping reads. */
    public List<String> settings() {
        List<String> settings = new ArrayList<>();
        if (rows.needsLocation()) {
            settings.add("location");
        }
        if (usesCurrency()
                && record.any(CellNames.CURRENCY, JsonNode::isTextual).isEmpty()) {
            settings.add("currency");
        }
        return settings;
    }

    /** The value map of the record's states; null when there is none. */
    public @Nullable StateMap states() {
        return rows.states();
    }

    /** The mapping file. */
    public String text() {
        StringBuilder text =
                new StringBuilder("# yaml-language-server: $schema=../../../config/schemas/mapping.schema.json\n");
        text.append("apiVersion: tillbridge/v1\nkind: Mapping\nsubject: ").append(subject());
        text.append("\nversion: 1\nfrom: ").append(system).append('/').append(kind.subject());
        text.append(".1\nto: canonical/").append(kind.schema()).append(".v1\n");
        if (usesCurrency()) {
            text.append("lets:\n  ccy: ").append(currency()).append('\n');
        }
        text.append("rows:\n");
        rows.lines().forEach(line -> text.append(line).append('\n'));
        return text.append("unmapped: {policy: report}\n").toString();
    }

    /** Steps of what a row, a let or the connector reads. */
    private Set<List<String>> read() {
        Set<List<String>> read = new HashSet<>(rows.read());
        Stream.of(id, version, changed).filter(Objects::nonNull).forEach(one -> read.add(one.steps()));
        if (usesCurrency()) {
            record.any(CellNames.CURRENCY, JsonNode::isTextual).ifPresent(one -> read.add(one.steps()));
        }
        return read;
    }

    private boolean usesCurrency() {
        return rows.money() || kind == Kind.ORDER || kind == Kind.SALE;
    }

    private String currency() {
        Optional<Member> own = record.any(CellNames.CURRENCY, JsonNode::isTextual);
        if (own.isEmpty()) {
            return "{from: $connection.settings.currency, type: currency} # no member names it";
        }
        String upper = own.get().value().asText().matches("[A-Z]{3}") ? "" : ", via: [upper]";
        return "{from: " + Names.scalar(own.get().path()) + ", type: currency" + upper + "}";
    }
}
