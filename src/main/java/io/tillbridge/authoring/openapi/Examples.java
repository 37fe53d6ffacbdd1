package io.tillbridge.authoring.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillbridge.authoring.draft.Kind;
import io.tillbridge.authoring.draft.SampleDraft;
import org.jspecify.annotations.Nullable;

/** Payloads of a kind: the real one that was given, else what the description has or what its schema composes. */
final class Examples {

    private final ApiDocument document;
    private final @Nullable JsonNode sample;

    Examples(ApiDocument document, @Nullable JsonNode sample) {
        this.document = document;
        this.sample = sample;
    }

    /** A record of a listing. */
    JsonNode record(Kind kind, JsonNode described) {
        return sample != null && SampleDraft.kind(sample) == kind ? SampleDraft.record(sample) : described;
    }

    /** A webhook's body. */
    JsonNode body(Kind kind, JsonNode content) {
        boolean fits = sample != null && SampleDraft.kind(sample) == kind && sample.isObject();
        return fits && sample != null ? sample : document.example(content);
    }
}
