package io.tillbridge.authoring.draft;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one document of a system tells of it, as a draft of its connector. */
public final class SampleDraft {

    private SampleDraft() {}

    /**
     * Reads a sample: an answer with records makes a poll, a single record a webhook.
     *
     * @param path that the sample was asked from; null when it is not known
     */
    public static Draft of(
            String name, JsonNode sample, @Nullable String baseUrl, @Nullable String path, Login login, Notes notes) {
        String list = list(sample);
        Kind kind = kind(sample);
        JsonNode record = record(sample);
        InboundMapping mapping = new InboundMapping(name, kind.subject(), kind, record, List.of(), notes);
        notes.guessed((list != null
                        ? "records at '" + list + "': an array of "
                                + sample.at(list).size() + " objects"
                        : "one record")
                + ", taken for " + kind.event());
        notes.guessed("id at " + mapping.key());
        Member version = mapping.version();
        notes.guessed(
                version == null
                        ? "no member looks like a version or a time of change"
                        : "version at " + version.pointer());
        SourceDraft source = list != null ? poll(sample, list, path, kind, mapping, notes) : hook(notes, kind);
        if (baseUrl == null) {
            notes.decide("config/connections/" + name + ".connection.yaml: the setting baseUrl");
        }
        return new Draft(
                name,
                baseUrl,
                login,
                Map.of(),
                List.of(new InboundDraft(kind.flow(), source, mapping, record)),
                null,
                notes);
    }

    /** What a document is about: by the name of its array of records, else by what a record has. */
    public static Kind kind(JsonNode sample) {
        String list = list(sample);
        if (list != null && !list.isEmpty() && !list.endsWith("/items")) {
            Kind named = Kind.of(list).orElse(null);
            if (named != null) {
                return named;
            }
        }
        for (Kind kind : List.of(Kind.ORDER, Kind.SNAPSHOT, Kind.ITEM)) {
            if (Envelope.plainly(kind, Envelope.record(kind, record(sample)))) {
                return kind;
            }
        }
        return Kind.ORDER;
    }

    /** The first of a sample's records, or the sample when it is one. */
    public static JsonNode record(JsonNode sample) {
        String list = list(sample);
        return list == null ? sample : sample.at(list).path(0);
    }

    /** JSON Pointer of the array of records; null when the sample is one record, whose arrays are its lines. */
    static @Nullable String list(JsonNode sample) {
        String list = Envelope.list(sample);
        boolean record = sample.isObject() && Envelope.plainly(Kind.ORDER, Envelope.record(Kind.ORDER, sample));
        return record ? null : list;
    }

    private static SourceDraft poll(
            JsonNode sample, String list, @Nullable String path, Kind kind, InboundMapping mapping, Notes notes) {
        Paging paging = Paging.sampled(sample, mapping.key());
        notes.guessed(paging.known() ? paging.evidence() : "nothing beside the records looks like pages");
        boolean changes = mapping.changed() != null;
        Changes.decide(kind.flow(), mapping, notes);
        String last = list.substring(list.lastIndexOf('/') + 1);
        String asked = path == null ? "/" + (Kind.of(last).isPresent() ? last : kind.flow()) : path;
        if (path == null) {
            notes.decide("the request of flow " + kind.flow() + ": its path; " + asked + " stands in");
        }
        if (changes) {
            notes.decide(
                    "the request of flow " + kind.flow()
                            + ": the parameter that asks for what changed since a time; updated_since stands in. Without one: cursor: {kind: full}");
        }
        return new SourceDraft.Poll(
                asked,
                paging.query(),
                Map.of(),
                list,
                paging.pages(),
                changes ? new SourceDraft.CursorDraft("updated_since", null) : null,
                List.of());
    }

    private static SourceDraft hook(Notes notes, Kind kind) {
        notes.decide("verify of flow " + kind.flow()
                + ": the header with the signature and its encoding; X-Signature and hex stand in");
        return new SourceDraft.Hook(SourceHooks.hmac("X-Signature", "hex"), null, List.of());
    }
}
